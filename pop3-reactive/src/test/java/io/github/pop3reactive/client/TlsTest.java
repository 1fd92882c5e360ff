// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.session.Pop3ConnectionException;
import io.github.pop3reactive.session.Pop3Exception;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.session.Pop3TimeoutException;
import io.github.pop3reactive.session.Pop3TlsException;
import io.github.pop3reactive.session.SessionState;
import io.github.pop3reactive.test.server.Login;
import io.github.pop3reactive.test.server.ScriptedServer;
import io.github.pop3reactive.test.server.ServerConnection;
import io.github.pop3reactive.test.server.ServerScript;
import io.github.pop3reactive.test.tls.TestCa;
import io.github.pop3reactive.test.tls.TestCertificate;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class TlsTest {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final TestCa CA = new TestCa();

  private static Pop3Client client(ScriptedServer server) {
    return Ann.overTls(CA, server.port())
        .options(options -> options.tlsTimeout(Duration.ofSeconds(30)));
  }

  private static Pop3Client impatient(ScriptedServer server) {
    return client(server).options(options -> options.tlsTimeout(Duration.ofSeconds(1)));
  }

  private static <E extends Pop3Exception> void failsWithoutCredentials(
      ScriptedServer server, Pop3Client client, Class<E> expected) {
    StepVerifier.create(client.connect()).expectError(expected).verify(SOON);
    assertThat(server.connections())
        .allSatisfy(
            connection ->
                assertThat(connection.lines())
                    .noneMatch(line -> line.matches("(?i)(USER|PASS|AUTH|APOP).*")));
  }

  private static final ServerScript LOGIN =
      c -> {
        c.send("+OK ready");
        c.expect("CAPA");
        c.send("+OK");
        c.send("USER");
        c.send(".");
        Login.userPass(c);
        c.expect("QUIT");
        c.send("+OK");
        c.close();
      };

  @Test
  void logsInOverImplicitTls() {
    try (ScriptedServer server = ScriptedServer.startTls(CA.good(), LOGIN)) {
      StepVerifier.create(
              client(server)
                  .withSession(
                      session ->
                          Mono.just(
                              session.isEncrypted()
                                  && session.state() == SessionState.TRANSACTION)))
          .expectNext(true)
          .expectComplete()
          .verify(SOON);
      server.awaitScripts();
      server.assertNoFailures();
    }
  }

  static Stream<Named<Function<TestCa, TestCertificate>>> badCertificates() {
    return Stream.of(
        Named.of("expired", TestCa::expired),
        Named.of("not yet valid", TestCa::notYetValid),
        Named.of("for another host", TestCa::otherName),
        Named.of("self-signed", TestCa::selfSigned),
        Named.of("of an unknown CA", TestCa::unknownCa),
        Named.of("for clients only", TestCa::clientAuthOnly));
  }

  @ParameterizedTest
  @MethodSource("badCertificates")
  void refusesABadCertificate(Function<TestCa, TestCertificate> certificate) {
    try (ScriptedServer server = ScriptedServer.startTls(certificate.apply(CA), LOGIN)) {
      failsWithoutCredentials(server, client(server), Pop3TlsException.class);
    }
    try (ScriptedServer server = ScriptedServer.start(stls(certificate.apply(CA), LOGIN))) {
      failsWithoutCredentials(server, client(server).stls(), Pop3TlsException.class);
    }
  }

  @Test
  void acceptsAnotherNameOnlyWhenToldTo() {
    try (ScriptedServer server = ScriptedServer.startTls(CA.otherName(), LOGIN)) {
      Pop3Client lax = client(server).tls(tls -> tls.insecureWithoutHostnameVerification());
      StepVerifier.create(lax.withSession(session -> Mono.just(1)))
          .expectNext(1)
          .expectComplete()
          .verify(SOON);
    }
  }

  @Test
  void failsOnAPortThatSpeaksInClear() {
    try (ScriptedServer server = ScriptedServer.start(LOGIN)) {
      failsWithoutCredentials(server, client(server), Pop3TlsException.class);
    }
  }

  @Test
  void failsOnAPortThatSaysNothing() {
    try (ScriptedServer server = ScriptedServer.start(c -> c.stall())) {
      failsWithoutCredentials(server, impatient(server), Pop3TimeoutException.class);
    }
    try (ScriptedServer server = ScriptedServer.start(c -> c.close())) {
      failsWithoutCredentials(server, client(server), Pop3ConnectionException.class);
    }
  }

  private static void offerStls(ServerConnection c) throws IOException {
    c.send("+OK in clear");
    c.expect("CAPA");
    c.send("+OK");
    c.send("STLS");
    c.send("USER");
    c.send("SASL PLAIN");
    c.send(".");
    c.expect("STLS");
  }

  /** A server that offers STLS, upgrades, and then runs the script without its greeting. */
  private static ServerScript stls(TestCertificate certificate, ServerScript inside) {
    return c -> {
      offerStls(c);
      c.send("+OK go ahead");
      c.startTls(certificate);
      inside.run(c);
    };
  }

  @Test
  void asksForTlsOnce() {
    try (ScriptedServer server =
        ScriptedServer.start(stls(CA.good(), ServerConnection::expectEnd))) {
      Pop3Client stls = client(server).stls().withoutCredentials();
      StepVerifier.create(stls.withSession(Pop3Session::stls))
          .expectError(IllegalStateException.class)
          .verify(SOON);
      server.awaitScripts();
      assertThat(server.lines(0)).containsExactly("CAPA", "STLS");
    }
  }

  @Test
  void upgradesWithStlsAndForgetsWhatWasSaidInClear() {
    ServerScript inside =
        c -> {
          c.expect("CAPA");
          c.send("+OK");
          c.send("USER");
          c.send(".");
          Login.userPass(c);
          c.expect("QUIT");
          c.send("+OK");
          c.close();
        };
    try (ScriptedServer server = ScriptedServer.start(stls(CA.good(), inside))) {
      StepVerifier.create(client(server).stls().withSession(s -> Mono.just(s.isEncrypted())))
          .expectNext(true)
          .expectComplete()
          .verify(SOON);
      server.awaitScripts();
      server.assertNoFailures();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+OK go\r\n+OK logged in\r\n",
        "+OK go\r\n-ERR no\r\n",
        "+OK go\r\n+O",
        "+OK go\r\ngarbage",
        "+OK go\r\n\r\n"
      })
  void takesOctetsBehindTheAnswerToStlsForAnAttack(String answer) {
    ServerScript attack =
        c -> {
          offerStls(c);
          c.sendRaw(answer);
          c.startTls(CA.good());
          LOGIN.run(c);
        };
    try (ScriptedServer server = ScriptedServer.start(attack)) {
      failsWithoutCredentials(server, client(server).stls(), Pop3TlsException.class);
    }
  }

  /**
   * Half a line may look like the start of a long record of SSL 2, so that only the deadline ends
   * it.
   */
  @ParameterizedTest
  @ValueSource(strings = {"+OK logged in\r\n", "+O", "+OK\r\n+OK\r\n"})
  void takesOctetsInAPacketOfTheirOwnForAnAttack(String smuggled) {
    ServerScript attack =
        c -> {
          offerStls(c);
          c.send("+OK go");
          Thread.sleep(100);
          c.sendRaw(smuggled);
          c.startTls(CA.good());
          LOGIN.run(c);
        };
    try (ScriptedServer server = ScriptedServer.start(attack)) {
      failsWithoutCredentials(server, impatient(server).stls(), Pop3Exception.class);
    }
  }

  @Test
  void failsWhereStlsIsRefusedOrNotOffered() {
    ServerScript refused =
        c -> {
          offerStls(c);
          c.send("-ERR not today");
          c.readLine();
        };
    ServerScript notOffered =
        c -> {
          c.send("+OK in clear <123@host>");
          c.expect("CAPA");
          c.send("+OK");
          c.send("SASL PLAIN");
          c.send(".");
          c.readLine();
        };
    ServerScript noCapa =
        c -> {
          c.send("+OK in clear");
          c.expect("CAPA");
          c.send("-ERR what");
          c.expect("STLS");
          c.send("-ERR what");
          c.readLine();
        };
    for (ServerScript script : new ServerScript[] {refused, notOffered, noCapa}) {
      try (ScriptedServer server = ScriptedServer.start(script)) {
        failsWithoutCredentials(server, client(server).stls(), Pop3TlsException.class);
      }
    }
  }

  @Test
  void neverTakesATruncatedTlsStreamForAWholeBody() {
    ServerScript truncating =
        c -> {
          c.send("+OK");
          c.expect("CAPA");
          c.send("-ERR");
          Login.userPass(c);
          c.expect("RETR 1");
          c.sendRaw("+OK\r\nSubject: cut\r\n\r\n");
          c.closeWithoutNotify();
        };
    try (ScriptedServer server = ScriptedServer.startTls(CA.good(), truncating)) {
      StepVerifier.create(
              client(server)
                  .connect()
                  .flatMapMany((Pop3Session s) -> s.retr(1).asByteArray())
                  .then())
          .expectError(Pop3ConnectionException.class)
          .verify(SOON);
    }
  }
}
