// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.session.Pop3TlsException;
import io.github.pop3reactive.test.server.ScriptedServer;
import io.github.pop3reactive.test.server.ServerConnection;
import io.github.pop3reactive.test.server.ServerScript;
import io.github.pop3reactive.test.tls.TestCa;
import io.github.pop3reactive.test.tls.TestCertificate;
import io.github.pop3reactive.tls.Revocation;
import io.github.pop3reactive.tls.TlsIdentity;
import io.github.pop3reactive.tls.TlsInfo;
import io.github.pop3reactive.tls.TlsOptions;
import io.github.pop3reactive.tls.UntrustedServerException;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class TlsSettingsTest {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final TestCa CA = new TestCa();
  private static final String OTHER_PIN = "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  private static void logIn(ServerConnection c) throws IOException {
    c.send("+OK ready");
    c.expect("CAPA");
    c.sendRaw("+OK\r\nSASL PLAIN\r\n.\r\n");
    c.expect("AUTH PLAIN AGFubgBzZWNyZXQ=");
    c.send("+OK");
    c.expect("QUIT");
    c.send("+OK");
  }

  private static Pop3Client client(ScriptedServer server, UnaryOperator<TlsOptions> change) {
    return Ann.overTls(CA, server.port()).tls(change);
  }

  private static void logsIn(Pop3Client client) {
    StepVerifier.create(client.withSession(session -> Mono.just("in")))
        .expectNext("in")
        .expectComplete()
        .verify(SOON);
  }

  private static void isRefused(ScriptedServer server, Pop3Client client, String... why) {
    StepVerifier.create(client.connect())
        .expectErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOf(Pop3TlsException.class)
                    .hasMessageContaining("localhost:" + server.port())
                    .hasMessageContainingAll(why))
        .verify(SOON);
    assertThat(server.lines(0)).noneMatch(line -> line.startsWith("AUTH"));
  }

  private static String pin(TestCertificate certificate) throws GeneralSecurityException {
    byte[] key = certificate.certificate().getPublicKey().getEncoded();
    return "sha256/"
        + Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void tellsWhatWasAgreedOn(String protocol) {
    TestCertificate certificate = CA.good();
    try (ScriptedServer server =
        ScriptedServer.start(
            c -> {
              c.startTls(
                  certificate.sslContext(), s -> s.setEnabledProtocols(new String[] {protocol}));
              logIn(c);
            })) {
      TlsInfo info =
          client(server, tls -> tls)
              .withSession(session -> Mono.justOrEmpty(session.tls()))
              .blockLast(SOON);
      server.awaitScripts();
      String cipherSuite = server.connections().get(0).tlsSession().getCipherSuite();
      assertThat(info).isEqualTo(new TlsInfo(protocol, cipherSuite, null, certificate.chain()));
    }
  }

  @Test
  void tellsNothingOfTlsInClearOrBehindTheEnd() {
    try (ScriptedServer server =
        ScriptedServer.start(
            c -> {
              c.send("+OK");
              c.expectEnd();
            })) {
      var session =
          client(server, tls -> tls).plaintext().withoutCredentials().connect().block(SOON);
      assertThat(session.tls()).isNull();
      session.close().block(SOON);
    }
    try (ScriptedServer server =
        ScriptedServer.startTls(
            CA.good(),
            c -> {
              c.send("+OK");
              c.expectEnd();
            })) {
      var session = client(server, tls -> tls).withoutCredentials().connect().block(SOON);
      assertThat(session.tls()).isNotNull();
      session.close().block(SOON);
      assertThat(session.tls()).isNull();
    }
  }

  @Test
  void acceptsAPinnedKeyAmongOthers() throws GeneralSecurityException {
    TestCertificate certificate = CA.good();
    String pin = pin(certificate);
    try (ScriptedServer server = ScriptedServer.startTls(certificate, TlsSettingsTest::logIn)) {
      logsIn(client(server, tls -> tls.pin(OTHER_PIN).pin(pin)));
    }
    try (ScriptedServer server = ScriptedServer.start(stls(certificate))) {
      logsIn(client(server, tls -> tls.pin(pin)).stls());
    }
  }

  private static ServerScript stls(TestCertificate certificate) {
    return c -> {
      c.send("+OK in clear");
      c.expect("CAPA");
      c.sendRaw("+OK\r\nSTLS\r\n.\r\n");
      c.expect("STLS");
      c.send("+OK");
      c.startTls(certificate);
      c.expect("CAPA");
      c.sendRaw("+OK\r\nSASL PLAIN\r\n.\r\n");
      c.expect("AUTH PLAIN AGFubgBzZWNyZXQ=");
      c.send("+OK");
      c.expect("QUIT");
      c.send("+OK");
    };
  }

  @Test
  void refusesAKeyThatIsNotPinnedWhateverTrustsIt() throws GeneralSecurityException {
    TestCertificate certificate = CA.good();
    String shown = pin(certificate);
    try (ScriptedServer server = ScriptedServer.startTls(certificate, TlsSettingsTest::logIn)) {
      isRefused(server, client(server, tls -> tls.pin(OTHER_PIN)), shown, "CN=localhost");
    }
    try (ScriptedServer server = ScriptedServer.startTls(certificate, TlsSettingsTest::logIn)) {
      UnaryOperator<TlsOptions> blind =
          tls ->
              tls.pin(OTHER_PIN).context(c -> c.trustManager(InsecureTrustManagerFactory.INSTANCE));
      isRefused(server, client(server, blind), shown);
    }
    try (ScriptedServer server = ScriptedServer.start(stls(certificate))) {
      isRefused(server, client(server, tls -> tls.pin(OTHER_PIN)).stls(), shown);
    }
  }

  @Test
  void refusesAPinnedKeyWhoseCertificateIsNotTrusted() throws GeneralSecurityException {
    TestCertificate certificate = CA.unknownCa();
    String pin = pin(certificate);
    try (ScriptedServer server = ScriptedServer.startTls(certificate, TlsSettingsTest::logIn)) {
      isRefused(server, client(server, tls -> tls.pin(pin)), "the authority is not known");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha1/AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "sha256/AAAA",
        "sha256/!!",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
      })
  void refusesAPinOfAnotherForm(String pin) {
    assertThatThrownBy(() -> TlsOptions.DEFAULT.pin(pin))
        .isInstanceOf(IllegalArgumentException.class);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of((Function<TestCa, TestCertificate>) TestCa::expired, "has expired"),
        Arguments.of((Function<TestCa, TestCertificate>) TestCa::notYetValid, "not valid yet"),
        Arguments.of((Function<TestCa, TestCertificate>) TestCa::otherName, "for another name"),
        Arguments.of((Function<TestCa, TestCertificate>) TestCa::selfSigned, "is self-signed"),
        Arguments.of(
            (Function<TestCa, TestCertificate>) TestCa::unknownCa, "the authority is not known"),
        Arguments.of(
            (Function<TestCa, TestCertificate>) TestCa::clientAuthOnly, "is not for servers"));
  }

  static Stream<Arguments> faultsByProvider() {
    return faults()
        .flatMap(fault -> providers().map(p -> Arguments.of(p, fault.get()[0], fault.get()[1])));
  }

  @ParameterizedTest
  @MethodSource("faultsByProvider")
  void namesTheFaultAndTheChain(
      UnaryOperator<TlsOptions> provider, Function<TestCa, TestCertificate> faulty, String fault) {
    TestCertificate certificate = faulty.apply(CA);
    try (ScriptedServer server = ScriptedServer.startTls(certificate, TlsSettingsTest::logIn)) {
      var leaf = certificate.certificate();
      isRefused(
          server,
          client(server, provider),
          fault,
          leaf.getSubjectX500Principal().toString(),
          leaf.getIssuerX500Principal().toString(),
          leaf.getNotBefore().toInstant().toString(),
          leaf.getNotAfter().toInstant().toString());
    }
  }

  @Test
  void givesTheChainToPrograms() {
    TestCertificate certificate = CA.expired();
    try (ScriptedServer server = ScriptedServer.startTls(certificate, TlsSettingsTest::logIn)) {
      StepVerifier.create(client(server, tls -> tls).connect())
          .expectErrorSatisfies(
              e ->
                  assertThat(
                          Stream.iterate(e, at -> at != null, Throwable::getCause)
                              .filter(UntrustedServerException.class::isInstance)
                              .map(UntrustedServerException.class::cast)
                              .findFirst())
                      .hasValueSatisfying(
                          untrusted ->
                              assertThat(untrusted.chain())
                                  .containsExactlyElementsOf(certificate.chain())))
          .verify(SOON);
    }
  }

  @Test
  void saysThatThePortSpeaksInClear() {
    try (ScriptedServer server = ScriptedServer.start(c -> c.send("+OK ready"))) {
      isRefused(server, client(server, tls -> tls), "does not speak TLS");
    }
  }

  static Stream<UnaryOperator<TlsOptions>> providers() {
    return Stream.of(
        tls -> tls, tls -> tls.provider(new BouncyCastleJsseProvider(new BouncyCastleProvider())));
  }

  /** EXTERNAL (RFC 4422 appendix A) with the certificate of the client. */
  @ParameterizedTest
  @MethodSource("providers")
  void logsInWithItsCertificate(UnaryOperator<TlsOptions> provider) {
    TestCertificate ann = CA.client("ann");
    TestCertificate certificate = CA.good();
    try (ScriptedServer server =
        ScriptedServer.start(
            c -> {
              c.startTls(certificate.sslContextTrusting(CA), s -> s.setNeedClientAuth(true));
              assertThat(c.tlsSession().getPeerCertificates()).containsExactly(ann.chainArray());
              c.send("+OK ready");
              c.expect("CAPA");
              c.sendRaw("+OK\r\nSASL EXTERNAL PLAIN\r\n.\r\n");
              c.expect("AUTH EXTERNAL YW5u");
              c.send("+OK");
              c.expect("QUIT");
              c.send("+OK");
            })) {
      TlsIdentity identity = TlsIdentity.of(ann.privateKey(), ann.chainArray());
      logsIn(
          client(server, tls -> provider.apply(tls).identity(identity))
              .credentials(Credentials.external("ann")));
      server.awaitScripts();
    }
  }

  /** The authority of the test has neither an OCSP service nor a list. */
  @Test
  void refusesWhatMayBeRevokedOnlyIfItIsToldTo() {
    TestCertificate certificate = CA.good();
    try (ScriptedServer server = ScriptedServer.startTls(certificate, TlsSettingsTest::logIn)) {
      logsIn(client(server, tls -> tls.revocation(Revocation.IF_KNOWN)));
    }
    try (ScriptedServer server = ScriptedServer.startTls(certificate, TlsSettingsTest::logIn)) {
      isRefused(
          server,
          client(server, tls -> tls.revocation(Revocation.REQUIRED)),
          "nothing can be learnt of a revocation");
    }
  }
}
