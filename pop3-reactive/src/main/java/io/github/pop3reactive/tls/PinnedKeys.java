// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;

/**
 * Turns the end of a handshake with a server whose key is not pinned into its failure, before
 * anyone behind hears of it. Stands behind the {@link SslHandler}, whatever its trust manager is.
 */
final class PinnedKeys extends ChannelInboundHandlerAdapter {
  private static final String SHA_256 = "sha256/";

  private final SslHandler ssl;
  private final Set<String> pins;

  PinnedKeys(SslHandler ssl, Set<String> pins) {
    this.ssl = ssl;
    this.pins = pins;
  }

  /** Checks the form of a pin. */
  static String checked(String pin) {
    boolean valid = pin.startsWith(SHA_256);
    try {
      valid &= valid && Base64.getDecoder().decode(pin.substring(SHA_256.length())).length == 32;
    } catch (IllegalArgumentException e) {
      valid = false;
    }
    if (!valid) {
      throw new IllegalArgumentException("not sha256/ and 32 octets in base64: " + pin);
    }
    return pin;
  }

  static String pinOf(X509Certificate certificate) {
    try {
      byte[] key = certificate.getPublicKey().getEncoded();
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
      return SHA_256 + Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (!(event instanceof SslHandshakeCompletionEvent done)) {
      super.userEventTriggered(ctx, event);
      return;
    }
    List<X509Certificate> chain =
        done.isSuccess() ? TlsInfo.of(ssl.engine().getSession()).peerCertificates() : List.of();
    if (!done.isSuccess() || (!chain.isEmpty() && pins.contains(pinOf(chain.get(0))))) {
      ctx.pipeline().remove(this);
      ctx.fireUserEventTriggered(event);
      return;
    }
    SSLHandshakeException refusal = new SSLHandshakeException("the key is not pinned");
    String shown = chain.isEmpty() ? "none" : pinOf(chain.get(0));
    refusal.initCause(
        new UntrustedServerException(
            ssl.engine().getPeerHost(), chain, "its key is " + shown + ", which is no pin", null));
    ctx.fireUserEventTriggered(new SslHandshakeCompletionEvent(refusal));
    ctx.close();
  }
}
