// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestCaTest {
  private static final TestCa CA = new TestCa();

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1"})
  void theGoodOneIsAccepted(String host) throws Exception {
    assertThat(handshake(CA.good(), host)).isEqualTo("CN=localhost");
  }

  @ParameterizedTest
  @MethodSource
  void theBadOnesAreRefused(Function<TestCa, TestCertificate> kind) {
    assertThatThrownBy(() -> handshake(kind.apply(CA), "localhost"))
        .isInstanceOf(SSLHandshakeException.class);
  }

  static Stream<Named<Function<TestCa, TestCertificate>>> theBadOnesAreRefused() {
    return Stream.of(
        Named.of("expired", TestCa::expired),
        Named.of("not yet valid", TestCa::notYetValid),
        Named.of("other name", TestCa::otherName),
        Named.of("self-signed", TestCa::selfSigned),
        Named.of("unknown CA", TestCa::unknownCa),
        Named.of("client only", TestCa::clientAuthOnly));
  }

  @Test
  void theClientCertificateNamesTheUser() throws Exception {
    TestCertificate alice = CA.client("alice");

    alice.certificate().verify(CA.certificate().getPublicKey());
    assertThat(alice.certificate().getSubjectX500Principal().getName()).isEqualTo("CN=alice");
    assertThat(alice.certificate().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
  }

  @Test
  void pemReadsBack() throws Exception {
    TestCertificate good = CA.good();
    CertificateFactory x509 = CertificateFactory.getInstance("X.509");

    assertThat(x509.generateCertificate(in(CA.certificatePem()))).isEqualTo(CA.certificate());
    assertThat(x509.generateCertificate(in(good.chainPem()))).isEqualTo(good.certificate());
    byte[] key =
        Base64.getMimeDecoder().decode(good.keyPem().replaceAll("-----[A-Z ]+-----", "").trim());
    assertThat(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key)))
        .isEqualTo(good.privateKey());
    assertThat(good.toString()).doesNotContain("PRIVATE");
  }

  private static ByteArrayInputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static SSLContext clientContext() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, CA.trustManagerFactory().getTrustManagers(), null);
    return context;
  }

  /** Returns the subject that the server showed. */
  private static String handshake(TestCertificate server, String host) throws Exception {
    try (SSLServerSocket listening =
            (SSLServerSocket)
                server
                    .sslContext()
                    .getServerSocketFactory()
                    .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SSLSocket socket = (SSLSocket) clientContext().getSocketFactory().createSocket()) {
      CompletableFuture.runAsync(() -> acceptOne(listening));
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.connect(new InetSocketAddress(host, listening.getLocalPort()));
      socket.startHandshake();
      return socket.getSession().getPeerPrincipal().getName();
    }
  }

  private static void acceptOne(SSLServerSocket listening) {
    try (SSLSocket accepted = (SSLSocket) listening.accept()) {
      accepted.startHandshake();
    } catch (IOException e) {
      // The client refused, which is what it asserts.
    }
  }
}
