// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.tls;

import io.netty.handler.ssl.OpenSslSession;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * What was agreed on for a TLS connection.
 *
 * @param protocol the version, such as {@code TLSv1.3}
 * @param cipherSuite the registered name of the cipher suite
 * @param group the group of the key exchange, such as {@code X25519MLKEM768}, or null if the engine
 *     does not tell: of the engines that Netty has, BoringSSL does
 * @param peerCertificates what the server showed, its own certificate first; of the others nobody
 *     said that they belong to it
 */
public record TlsInfo(
    String protocol,
    String cipherSuite,
    @Nullable String group,
    List<X509Certificate> peerCertificates) {

  /** Copies the list. */
  public TlsInfo {
    peerCertificates = List.copyOf(peerCertificates);
  }

  /** Returns what is known of a client's session whose handshake is done. */
  public static TlsInfo of(SSLSession session) {
    return new TlsInfo(
        session.getProtocol(), session.getCipherSuite(), group(session), certificates(session));
  }

  private static @Nullable String group(SSLSession session) {
    String group = session instanceof OpenSslSession tells ? tells.getNamedGroup() : null;
    return group == null || group.isEmpty() ? null : group;
  }

  private static List<X509Certificate> certificates(SSLSession session) {
    try {
      return Stream.of(session.getPeerCertificates())
          .filter(X509Certificate.class::isInstance)
          .map(X509Certificate.class::cast)
          .toList();
    } catch (SSLPeerUnverifiedException e) {
      return List.of();
    }
  }
}
