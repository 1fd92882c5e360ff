// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.sasl.SaslMechanisms;
import io.github.pop3reactive.sasl.ScramOptions;
import io.github.pop3reactive.session.LoginMethod;
import io.github.pop3reactive.session.LoginOrder;
import io.github.pop3reactive.session.Pop3AuthenticationException;
import io.github.pop3reactive.session.SessionState;
import io.github.pop3reactive.test.server.ScriptedServer;
import io.github.pop3reactive.test.server.ServerConnection;
import io.github.pop3reactive.test.server.ServerScript;
import io.github.pop3reactive.test.tls.TestCa;
import io.github.pop3reactive.test.tls.TestCertificate;
import io.github.pop3reactive.tls.TlsOptions;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** SCRAM with channel binding over TLS, against a server of another house. */
class ScramPlusTest {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final String SECRET = "Tr0ub4dor-hush";
  private static final String END_POINT = "tls-server-end-point";
  private static final String EXPORTER = "tls-exporter";
  private static final TestCa CA = new TestCa();

  /** What a server knows of its own end. */
  private interface Binding {
    byte[] of(TestCertificate certificate, ServerConnection connection) throws Exception;
  }

  private static byte[] hash(TestCertificate certificate, ServerConnection c)
      throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(certificate.certificate().getEncoded());
  }

  private static byte[] export(TestCertificate certificate, ServerConnection c)
      throws ReflectiveOperationException {
    return (byte[])
        ExtendedSSLSession.class
            .getMethod("exportKeyingMaterialData", String.class, byte[].class, int.class)
            .invoke(c.tlsSession(), "EXPORTER-Channel-Binding", null, 32);
  }

  private static ServerScript script(
      String protocol, String mechanism, String type, Binding binding) {
    TestCertificate certificate = CA.good();
    return c -> {
      c.startTls(certificate.sslContext(), s -> s.setEnabledProtocols(new String[] {protocol}));
      new ElytronPeer(SECRET, type, binding.of(certificate, c)).logIn(c, mechanism);
      String next = c.readLine();
      if ("QUIT".equals(next)) {
        c.send("+OK");
      }
    };
  }

  private static Pop3Client client(ScriptedServer server, LoginOrder order) {
    return Pop3Client.create()
        .host("localhost")
        .port(server.port())
        .tls(tls -> tls.trust(CA.certificate()))
        .options(options -> options.loginOrder(order))
        .credentials("ann", Mono.just(SECRET));
  }

  private static LoginOrder bindingTo(String... types) {
    return LoginOrder.strongestFirst(ScramOptions.DEFAULT.withChannelBindings(types));
  }

  private static void logsIn(ScriptedServer server, LoginOrder order) {
    StepVerifier.create(client(server, order).withSession(session -> Mono.just(session.state())))
        .expectNext(SessionState.TRANSACTION)
        .expectComplete()
        .verify(SOON);
    server.awaitScripts();
  }

  private static void isRefused(ScriptedServer server, LoginOrder order, String why) {
    StepVerifier.create(client(server, order).connect())
        .expectErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOf(Pop3AuthenticationException.class)
                    .hasMessageContaining(why))
        .verify(SOON);
  }

  @ParameterizedTest
  @CsvSource({
    "TLSv1.3, SCRAM-SHA-256-PLUS",
    "TLSv1.3, SCRAM-SHA-512-PLUS",
    "TLSv1.3, SCRAM-SHA-1-PLUS",
    "TLSv1.2, SCRAM-SHA-256-PLUS"
  })
  void logsInBoundToTheCertificate(String protocol, String mechanism) {
    try (ScriptedServer server =
        ScriptedServer.start(script(protocol, mechanism, END_POINT, ScramPlusTest::hash))) {
      logsIn(server, bindingTo(END_POINT));
    }
  }

  @Test
  void logsInBoundToTheCertificateWithBouncyCastle() {
    Provider jsse = new BouncyCastleJsseProvider(new BouncyCastleProvider());
    try (ScriptedServer server =
        ScriptedServer.start(
            script("TLSv1.3", "SCRAM-SHA-256-PLUS", END_POINT, ScramPlusTest::hash))) {
      StepVerifier.create(
              client(server, bindingTo(END_POINT))
                  .tls(tls -> tls.provider(jsse))
                  .withSession(session -> Mono.just(session.state())))
          .expectNext(SessionState.TRANSACTION)
          .expectComplete()
          .verify(SOON);
      server.awaitScripts();
    }
  }

  /** The context is released, which a finalizer would do later, for the sessions it remembers. */
  @Test
  @Tag("boringssl")
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void logsInBoundToTheCertificateWithBoringSsl() throws SSLException {
    TlsOptions tls =
        TlsOptions.DEFAULT
            .trust(CA.certificate())
            .context(context -> context.sslProvider(SslProvider.OPENSSL));
    try (ScriptedServer server =
        ScriptedServer.start(
            script("TLSv1.3", "SCRAM-SHA-256-PLUS", END_POINT, ScramPlusTest::hash))) {
      StepVerifier.create(
              client(server, LoginOrder.strongestFirst())
                  .tls(old -> tls)
                  .withSession(session -> Mono.just(session.state())))
          .expectNext(SessionState.TRANSACTION)
          .expectComplete()
          .verify(SOON);
      server.awaitScripts();
    } finally {
      ReferenceCountUtil.release(tls.sslContext());
    }
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_25)
  void logsInBoundToTheConnectionByDefault() {
    try (ScriptedServer server =
        ScriptedServer.start(
            script("TLSv1.3", "SCRAM-SHA-256-PLUS", EXPORTER, ScramPlusTest::export))) {
      logsIn(server, LoginOrder.strongestFirst());
    }
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_25)
  void bindsToTheCertificateWhereTlsIsOld() {
    try (ScriptedServer server =
        ScriptedServer.start(
            script("TLSv1.2", "SCRAM-SHA-256-PLUS", END_POINT, ScramPlusTest::hash))) {
      logsIn(server, LoginOrder.strongestFirst());
    }
  }

  @Test
  @DisabledForJreRange(min = JRE.JAVA_25, disabledReason = "JDK 25 has the exporter")
  void bindsToTheCertificateWhereTheJdkHasNoExporter() {
    try (ScriptedServer server =
        ScriptedServer.start(
            script("TLSv1.3", "SCRAM-SHA-256-PLUS", END_POINT, ScramPlusTest::hash))) {
      logsIn(server, LoginOrder.strongestFirst());
    }
  }

  @Test
  void tellsWhenTheServerKnowsAnotherTypeOnly() {
    try (ScriptedServer server =
        ScriptedServer.start(
            script("TLSv1.3", "SCRAM-SHA-256-PLUS", "tls-unique", ScramPlusTest::hash))) {
      isRefused(server, bindingTo(END_POINT), "unsupported-channel-binding-type");
    }
  }

  @Test
  void failsWhereARelayEndsTls() {
    try (ScriptedServer server =
            ScriptedServer.start(
                script("TLSv1.3", "SCRAM-SHA-256-PLUS", END_POINT, ScramPlusTest::hash));
        ScriptedServer relay = ScriptedServer.startTls(CA.good(), relayTo(server))) {
      isRefused(relay, bindingTo(END_POINT), "channel-bindings-dont-match");
      assertThat(server.lines(0)).anyMatch(line -> line.startsWith("AUTH SCRAM-SHA-256-PLUS"));
    }
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_25)
  void failsWhereARelayEndsTlsWithTheKeyOfTheServer() {
    try (ScriptedServer server =
            ScriptedServer.start(
                script("TLSv1.3", "SCRAM-SHA-256-PLUS", EXPORTER, ScramPlusTest::export));
        ScriptedServer relay = ScriptedServer.startTls(CA.good(), relayTo(server))) {
      isRefused(relay, LoginOrder.strongestFirst(), "channel-bindings-dont-match");
    }
  }

  /** The relay is trusted, and the same login without binding to the channel goes through it. */
  @Test
  void goesThroughARelayWithoutBinding() {
    TestCertificate certificate = CA.good();
    ServerScript plain =
        c -> {
          c.startTls(certificate);
          new ElytronPeer(SECRET, null, null).logIn(c, "SCRAM-SHA-256");
          c.expect("QUIT");
          c.send("+OK");
        };
    try (ScriptedServer server = ScriptedServer.start(plain);
        ScriptedServer relay = ScriptedServer.startTls(CA.good(), relayTo(server))) {
      logsIn(relay, LoginOrder.strongestFirst());
    }
  }

  private static ServerScript relayTo(ScriptedServer server) {
    return c -> {
      try (Socket onward = trusting().getSocketFactory().createSocket("localhost", server.port())) {
        InputStream answers = onward.getInputStream();
        Thread back =
            new Thread(
                () -> {
                  byte[] octets = new byte[4096];
                  try {
                    for (int n = answers.read(octets); n >= 0; n = answers.read(octets)) {
                      c.sendRaw(Arrays.copyOf(octets, n));
                    }
                  } catch (IOException e) {
                    // One of the ends has closed.
                  }
                });
        back.start();
        for (String line = c.readLine(); line != null; line = c.readLine()) {
          onward.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
      }
    };
  }

  private static SSLContext trusting() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, CA.trustManagerFactory().getTrustManagers(), null);
    return context;
  }

  @ParameterizedTest
  @ValueSource(strings = {"SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS"})
  void isNotForAConnectionWithoutBinding(String mechanism) {
    try (ScriptedServer server =
        ScriptedServer.startTls(
            CA.good(),
            c -> {
              c.send("+OK");
              c.expectEnd();
            })) {
      var scram = SaslMechanisms.scram(mechanism, ScramOptions.DEFAULT.withChannelBindings());
      Pop3Client client =
          client(server, LoginOrder.of(LoginMethod.sasl(scram))).withoutCredentials();
      StepVerifier.create(
              client
                  .connect()
                  .flatMap(
                      session ->
                          session
                              .authenticate(scram, Credentials.of("ann", SECRET))
                              .doFinally(end -> session.close().subscribe())))
          .expectError(IllegalArgumentException.class)
          .verify(SOON);
      server.awaitScripts();
    }
  }
}
