// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.session.LoginOrder;
import io.github.pop3reactive.session.Pop3ConnectionException;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.session.Pop3TimeoutException;
import io.github.pop3reactive.session.SessionState;
import io.github.pop3reactive.test.server.Login;
import io.github.pop3reactive.test.server.ScriptedServer;
import io.github.pop3reactive.test.server.ServerConnection;
import io.github.pop3reactive.test.server.ServerScript;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Servers that do not survive CAPA. */
class FatalCapaTest {
  private static final Duration SOON = Duration.ofSeconds(40);

  private static Pop3Client client(ScriptedServer server) {
    return Ann.inClear(server.port()).options(o -> o.responseTimeout(Duration.ofSeconds(1)));
  }

  private static ServerScript answersNothingElse(String toCapa, boolean stalls) {
    return connection -> {
      connection.send("+OK");
      connection.expect("CAPA");
      connection.sendRaw(toCapa);
      if (stalls) {
        connection.stall();
      }
    };
  }

  private static void logsIn(ServerConnection connection) throws IOException {
    connection.send("+OK");
    Login.userPass(connection);
    connection.expect("QUIT");
    connection.send("+OK");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-ERR unknown command, good bye\r\n", "+OK\r\nTOP\r\n", "+O"})
  void connectsAgainToAServerThatClosesOnIt(String toCapa) {
    ServerScript closing = answersNothingElse(toCapa, false);
    try (ScriptedServer server =
        ScriptedServer.start(ServerScript.inOrder(closing, FatalCapaTest::logsIn))) {
      StepVerifier.create(client(server).connect().flatMap(Pop3Session::quit))
          .expectNextCount(1)
          .expectComplete()
          .verify(SOON);
      server.awaitScripts();
    }
  }

  @Test
  void connectsAgainToAServerThatFallsSilent() {
    ServerScript silent = answersNothingElse("", true);
    try (ScriptedServer server =
        ScriptedServer.start(ServerScript.inOrder(silent, FatalCapaTest::logsIn))) {
      StepVerifier.create(client(server).connect().flatMap(Pop3Session::quit))
          .expectNextCount(1)
          .expectComplete()
          .verify(SOON);
      assertThat(server.connections()).hasSize(2);
    }
  }

  @Test
  void connectsAgainOnlyOnce() {
    ServerScript hangsUp = connection -> connection.send("+OK");
    try (ScriptedServer server =
        ScriptedServer.start(ServerScript.inOrder(answersNothingElse("", false), hangsUp))) {
      StepVerifier.create(client(server).connect())
          .expectError(Pop3ConnectionException.class)
          .verify(SOON);
      assertThat(server.connections()).hasSize(2);
    }
  }

  @Test
  void tellsOfTheLossWhereThereIsNoWayWithoutCapa() {
    try (ScriptedServer server = ScriptedServer.start(answersNothingElse("", true))) {
      StepVerifier.create(
              client(server).credentials(Credentials.token("ann", Mono.just("t"))).connect())
          .expectError(Pop3TimeoutException.class)
          .verify(SOON);
      assertThat(server.connections()).hasSize(1);
    }
    ServerScript greets =
        connection -> {
          connection.send("+OK");
          connection.expectEnd();
        };
    try (ScriptedServer server =
        ScriptedServer.start(ServerScript.inOrder(answersNothingElse("", true), greets))) {
      LoginOrder noUser = LoginOrder.strongestFirst().without("USER");
      StepVerifier.create(client(server).options(o -> o.loginOrder(noUser)).connect())
          .expectError(Pop3TimeoutException.class)
          .verify(SOON);
    }
  }

  @Test
  void stillRequiresStls() {
    ServerScript secures =
        connection -> {
          connection.send("+OK");
          connection.expect("STLS");
          connection.send("-ERR no");
        };
    try (ScriptedServer server =
        ScriptedServer.start(ServerScript.inOrder(answersNothingElse("", false), secures))) {
      StepVerifier.create(client(server).stls().connect())
          .expectErrorSatisfies(e -> assertThat(e).hasMessageContaining("STLS: refused"))
          .verify(SOON);
      assertThat(server.lines(1)).containsExactly("STLS");
    }
  }

  @Test
  void goesOnWhereCapaIsRefused() {
    ServerScript refuses =
        connection -> {
          connection.send("+OK");
          connection.expect("CAPA");
          connection.send("-ERR what?");
          Login.userPass(connection);
        };
    try (ScriptedServer server = ScriptedServer.start(refuses)) {
      StepVerifier.create(client(server).connect().map(Pop3Session::state))
          .expectNext(SessionState.TRANSACTION)
          .expectComplete()
          .verify(SOON);
    }
  }
}
