// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.test.tls.ServerHello;
import io.github.pop3reactive.test.tls.TestCa;
import io.github.pop3reactive.test.tls.TestCertificate;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.security.KeyStore;
import java.security.Provider;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.BCSSLEngine;
import org.bouncycastle.jsse.BCSSLParameters;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * The post-quantum hybrid of draft-ietf-tls-ecdhe-mlkem, with a server that prefers it. P-256 is
 * what its key needs.
 */
class HybridGroupTest {
  private static final Provider JSSE = new BouncyCastleJsseProvider(new BouncyCastleProvider());
  private static final String HYBRID = "X25519MLKEM768";
  private static final int HYBRID_CODE = 0x11ec;
  private static final TestCa CA = new TestCa();

  private static SslHandler server(String... groups) throws Exception {
    TestCertificate certificate = CA.good();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "server",
        certificate.privateKey(),
        new char[0],
        certificate.chain().toArray(Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX", JSSE);
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS", JSSE);
    context.init(keys.getKeyManagers(), null, null);
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setEnabledProtocols(new String[] {"TLSv1.3"});
    BCSSLParameters parameters = ((BCSSLEngine) engine).getParameters();
    parameters.setNamedGroups(groups);
    parameters.setUseNamedGroupsOrder(true);
    ((BCSSLEngine) engine).setParameters(parameters);
    return new SslHandler(engine);
  }

  /** Makes the handshake and returns what the server has sent. */
  private static ByteBuf handshake(SslHandler client, SslHandler server) {
    EmbeddedChannel near = new EmbeddedChannel(client);
    EmbeddedChannel far = new EmbeddedChannel(server);
    ByteBuf sent = Unpooled.buffer();
    try {
      boolean moved = true;
      while (moved) {
        moved = false;
        near.runPendingTasks();
        for (ByteBuf out = near.readOutbound(); out != null; out = near.readOutbound()) {
          far.writeInbound(out);
          moved = true;
        }
        far.runPendingTasks();
        for (ByteBuf out = far.readOutbound(); out != null; out = far.readOutbound()) {
          sent.writeBytes(out.duplicate());
          near.writeInbound(out);
          moved = true;
        }
      }
      assertThat(client.handshakeFuture().isSuccess()).isTrue();
      return sent;
    } finally {
      near.finishAndReleaseAll();
      far.finishAndReleaseAll();
    }
  }

  private static int groupOnTheWire(ByteBuf sent) {
    return ServerHello.of(sent).group();
  }

  @Test
  void isAgreedOnWithTheJsseOfBouncyCastle() throws Exception {
    TlsOptions options = TlsOptions.DEFAULT.provider(JSSE).trust(CA.certificate());
    SslHandler client = options.newHandler(ByteBufAllocator.DEFAULT, "localhost", 995);
    ByteBuf sent = handshake(client, server(HYBRID, "secp256r1"));
    assertThat(TlsInfo.of(client.engine().getSession()).protocol()).isEqualTo("TLSv1.3");
    assertThat(groupOnTheWire(sent)).isEqualTo(HYBRID_CODE);
  }

  @Test
  void isNotWhatAnotherServerAgreesOn() throws Exception {
    TlsOptions options = TlsOptions.DEFAULT.provider(JSSE).trust(CA.certificate());
    SslHandler client = options.newHandler(ByteBufAllocator.DEFAULT, "localhost", 995);
    assertThat(groupOnTheWire(handshake(client, server("x25519", "secp256r1")))).isEqualTo(0x1d);
  }

  @Test
  @Tag("boringssl")
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void isAgreedOnAndToldByBoringSsl() throws Exception {
    TlsOptions options =
        TlsOptions.DEFAULT
            .trust(CA.certificate())
            .context(
                context ->
                    context
                        .sslProvider(SslProvider.OPENSSL)
                        .option(OpenSslContextOption.GROUPS, new String[] {HYBRID, "X25519"}));
    try {
      SslHandler client = options.newHandler(ByteBufAllocator.DEFAULT, "localhost", 995);
      SSLEngine engine = client.engine();
      List<String> told = new ArrayList<>();
      client
          .handshakeFuture()
          .addListener(done -> told.add(TlsInfo.of(engine.getSession()).group()));
      assertThat(groupOnTheWire(handshake(client, server(HYBRID, "secp256r1"))))
          .isEqualTo(HYBRID_CODE);
      assertThat(told).containsExactly(HYBRID);
    } finally {
      ReferenceCountUtil.release(options.sslContext());
    }
  }
}
