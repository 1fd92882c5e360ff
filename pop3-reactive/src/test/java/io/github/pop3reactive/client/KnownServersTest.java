// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.session.Pop3AuthenticationException;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.test.server.ScriptedServer;
import io.github.pop3reactive.test.server.ServerScript;
import io.github.pop3reactive.test.tls.TestCa;
import io.github.pop3reactive.test.transcript.Transcript;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What clients keep of servers between connections. */
class KnownServersTest {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final TestCa CA = new TestCa();

  private static final ServerScript FIRST =
      script(
          """
          S: +OK
          C: CAPA
          S: +OK
          S: SASL PLAIN
          S: PIPELINING
          S: .
          C: AUTH PLAIN AGFubgBzZWNyZXQ=
          S: +OK
          C: QUIT
          S: +OK
          """);

  private static final ServerScript LATER =
      script(
          """
          S: +OK
          C: AUTH PLAIN AGFubgBzZWNyZXQ=
          S: +OK
          C: QUIT
          S: +OK
          """);

  private static final String LOGIN_AND_QUIT =
      "C: AUTH PLAIN AGFubgBzZWNyZXQ=\nS: +OK\nC: QUIT\nS: +OK\n";

  private static final ServerScript BY_USER =
      script(
          """
          S: +OK
          C: USER ann
          S: +OK
          C: PASS secret
          S: +OK
          C: QUIT
          S: +OK
          """);

  private final AtomicLong clock = new AtomicLong();

  private static ServerScript script(String transcript) {
    return ServerScript.of(Transcript.parse(transcript));
  }

  private static Pop3Client client(ScriptedServer server) {
    return Ann.inClear(server.port());
  }

  private static void poll(Pop3Client client) {
    poll(client, true);
  }

  private static void poll(Pop3Client client, boolean pipelining) {
    StepVerifier.create(
            client.withSession(session -> Mono.just(session.capabilities().pipelining())))
        .expectNext(pipelining)
        .expectComplete()
        .verify(SOON);
  }

  private static void plays(ScriptedServer server) {
    server.awaitScripts();
    server.assertNoFailures();
  }

  @Test
  void asksAServerOnceForAllItsAccounts() {
    try (ScriptedServer server = ScriptedServer.start(ServerScript.inOrder(FIRST, LATER))) {
      Pop3Client client = client(server);
      poll(client);
      poll(client);
      poll(client.options(options -> options.responseTimeout(SOON)).host("LOCALHOST"));
      plays(server);
      assertThat(server.connections()).hasSize(3);
    }
  }

  @Test
  void asksInEachConnectionIfNothingIsToBeKept() {
    try (ScriptedServer server = ScriptedServer.start(FIRST)) {
      Pop3Client client = client(server).capabilitiesKeptFor(Duration.ZERO);
      poll(client);
      poll(client);
      plays(server);
    }
  }

  @Test
  void asksAnewBehindASessionThatEndedInAnError() {
    ServerScript cut =
        script(
            """
            S: +OK
            C: AUTH PLAIN AGFubgBzZWNyZXQ=
            S: +OK
            C: STAT
            EOF
            """);
    try (ScriptedServer server =
        ScriptedServer.start(ServerScript.inOrder(FIRST, cut, FIRST, LATER))) {
      Pop3Client client = client(server);
      poll(client);
      StepVerifier.create(client.withSession(Pop3Session::stat)).expectError().verify(SOON);
      poll(client);
      poll(client);
      plays(server);
    }
  }

  @Test
  void logsInAnewWhereTheServerHasChanged() {
    ServerScript changed =
        script(
            """
            S: +OK
            C: AUTH PLAIN AGFubgBzZWNyZXQ=
            S: -ERR what is AUTH?
            C: CAPA
            S: +OK
            S: USER
            S: PIPELINING
            S: .
            C: USER ann
            S: +OK
            C: PASS secret
            S: +OK
            C: QUIT
            S: +OK
            """);
    try (ScriptedServer server =
        ScriptedServer.start(ServerScript.inOrder(FIRST, changed, BY_USER))) {
      Pop3Client client = client(server);
      poll(client);
      poll(client);
      poll(client);
      plays(server);
    }
  }

  @Test
  void sendsARefusedPasswordOnce() {
    ServerScript refusing =
        script(
            """
            S: +OK
            C: AUTH PLAIN AGFubgBzZWNyZXQ=
            S: -ERR [AUTH] no
            C: CAPA
            S: +OK
            S: SASL PLAIN
            S: PIPELINING
            S: .
            """);
    try (ScriptedServer server = ScriptedServer.start(ServerScript.inOrder(FIRST, refusing))) {
      Pop3Client client = client(server);
      poll(client);
      StepVerifier.create(client.connect())
          .expectError(Pop3AuthenticationException.class)
          .verify(SOON);
      plays(server);
    }
  }

  @Test
  void securesAKnownServerAtOnce() {
    ServerScript first =
        ServerScript.of(
            Transcript.parse(
                "S: +OK\nC: CAPA\nS: +OK\nS: STLS\nS: .\nC: STLS\nS: +OK\nTLS\n"
                    + "C: CAPA\nS: +OK\nS: SASL PLAIN\nS: PIPELINING\nS: .\n"
                    + LOGIN_AND_QUIT),
            CA.good());
    ServerScript later =
        ServerScript.of(
            Transcript.parse("S: +OK\nC: STLS\nS: +OK\nTLS\n" + LOGIN_AND_QUIT), CA.good());
    try (ScriptedServer server = ScriptedServer.start(ServerScript.inOrder(first, later))) {
      Pop3Client client = Ann.overTls(CA, server.port()).stls();
      poll(client);
      poll(client);
      plays(server);
    }
  }

  @Test
  void asksAgainBehindARefusalOfCapaAfterAMinute() {
    ServerScript refusing =
        script(
            """
            S: +OK
            C: CAPA
            S: -ERR later
            C: USER ann
            S: +OK
            C: PASS secret
            S: +OK
            C: QUIT
            S: +OK
            """);
    asksAgainAfter(Duration.ofMinutes(1), refusing, BY_USER, FIRST, LATER);
  }

  @Test
  void asksAgainAServerThatDiedOfCapaAfterTenMinutes() {
    ServerScript dying =
        script(
            """
            S: +OK
            C: CAPA
            EOF
            """);
    asksAgainAfter(Duration.ofMinutes(10), dying, BY_USER, BY_USER, FIRST, LATER);
  }

  private void asksAgainAfter(Duration time, ServerScript... scripts) {
    try (ScriptedServer server = ScriptedServer.start(ServerScript.inOrder(scripts))) {
      Pop3Client client = client(server).knowing(new KnownServers(Duration.ofHours(1), clock::get));
      poll(client, false);
      clock.addAndGet(time.toNanos() - 1);
      poll(client, false);
      clock.incrementAndGet();
      poll(client);
      clock.addAndGet(Duration.ofMinutes(59).toNanos());
      poll(client);
      plays(server);
      assertThat(server.connections()).hasSize(scripts.length);
    }
  }
}
