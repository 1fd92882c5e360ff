// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.test.tls.EmbeddedWire;
import io.github.pop3reactive.test.tls.TestCa;
import io.github.pop3reactive.test.tls.TestCertificate;
import io.netty.buffer.ByteBufAllocator;
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

  /** Makes the handshake and returns the code of the group that was agreed on. */
  private static int groupOnTheWire(SslHandler client, SslHandler server) {
    try (EmbeddedWire wire =
        new EmbeddedWire(new EmbeddedChannel(client), new EmbeddedChannel(server))) {
      wire.carry();
      assertThat(client.handshakeFuture().isSuccess()).isTrue();
      return wire.serverHello().group();
    }
  }

  @Test
  void isAgreedOnWithTheJsseOfBouncyCastle() throws Exception {
    TlsOptions options = TlsOptions.DEFAULT.provider(JSSE).trust(CA.certificate());
    SslHandler client = options.newHandler(ByteBufAllocator.DEFAULT, "localhost", 995);
    int group = groupOnTheWire(client, server(HYBRID, "secp256r1"));
    assertThat(TlsInfo.of(client.engine().getSession()).protocol()).isEqualTo("TLSv1.3");
    assertThat(group).isEqualTo(HYBRID_CODE);
  }

  @Test
  void isNotWhatAnotherServerAgreesOn() throws Exception {
    TlsOptions options = TlsOptions.DEFAULT.provider(JSSE).trust(CA.certificate());
    SslHandler client = options.newHandler(ByteBufAllocator.DEFAULT, "localhost", 995);
    assertThat(groupOnTheWire(client, server("x25519", "secp256r1"))).isEqualTo(0x1d);
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
      assertThat(groupOnTheWire(client, server(HYBRID, "secp256r1"))).isEqualTo(HYBRID_CODE);
      assertThat(told).containsExactly(HYBRID);
    } finally {
      ReferenceCountUtil.release(options.sslContext());
    }
  }
}
