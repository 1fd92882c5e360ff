// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.session.Pop3TimeoutException;
import io.github.pop3reactive.session.SessionState;
import io.github.pop3reactive.test.server.Login;
import io.github.pop3reactive.test.server.ScriptedServer;
import io.github.pop3reactive.test.server.ServerScript;
import io.github.pop3reactive.tls.TlsMode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ConnectDeadlineTest {
  private static final Duration SOON = Duration.ofSeconds(40);

  private static Pop3Client client(ScriptedServer server, Duration timeout) {
    return Ann.inClear(server.port()).connecting(connecting -> connecting.timeout(timeout));
  }

  @Test
  void closesWhatWasOpened() {
    ServerScript silentAfterPass =
        c -> {
          c.send("+OK");
          Login.capa(c, "USER");
          Login.untilPass(c);
          c.expectEnd();
        };
    try (ScriptedServer server = ScriptedServer.start(silentAfterPass)) {
      StepVerifier.create(client(server, Duration.ofSeconds(3)).connect())
          .expectErrorSatisfies(
              failure ->
                  assertThat(failure)
                      .isInstanceOfSatisfying(
                          Pop3TimeoutException.class, late -> assertThat(late.command()).isNull())
                      .hasMessageContaining("took longer than 3000 ms"))
          .verify(SOON);
      server.awaitScripts();
    }
  }

  @Test
  void isForAllServersTogether() {
    ServerScript silent = c -> c.expectEnd();
    try (ScriptedServer one = ScriptedServer.start(silent);
        ScriptedServer two = ScriptedServer.start(silent)) {
      Pop3Client client =
          client(one, Duration.ofSeconds(4))
              .options(options -> options.greetingTimeout(Duration.ofMillis(2500)))
              .servers(
                  new ServerAddress("localhost", one.port(), TlsMode.NONE),
                  new ServerAddress("localhost", two.port(), TlsMode.NONE));
      StepVerifier.create(client.connect())
          .expectErrorSatisfies(
              failure -> assertThat(failure).hasMessageContaining("took longer than 4000 ms"))
          .verify(SOON);
      two.awaitScripts();
      assertThat(two.connections()).hasSize(1);
    }
  }

  @Test
  void doesNotOutlastTheLogin() {
    try (ScriptedServer server = ScriptedServer.start(Login.SESSION)) {
      Duration timeout = Duration.ofSeconds(3);
      StepVerifier.create(
              client(server, timeout)
                  .connect()
                  .delayElement(timeout.plusMillis(200))
                  .flatMap(session -> session.quit()))
          .expectNextCount(1)
          .expectComplete()
          .verify(SOON);
      server.awaitScripts();
    }
  }

  @Test
  void closesASessionThatIsCancelledBeforeItIsTaken() {
    ServerScript waiting =
        c -> {
          c.send("+OK");
          c.expectEnd();
        };
    try (ScriptedServer server = ScriptedServer.start(waiting)) {
      Pop3Session session =
          client(server, Duration.ZERO).withoutCredentials().connect().block(SOON);
      BaseSubscriber<Pop3Session> asksForNothing =
          new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {}
          };
      ConnectDeadline.of(Mono.just(session), SOON).subscribe(asksForNothing);
      assertThat(session.state()).isEqualTo(SessionState.AUTHORIZATION);
      asksForNothing.cancel();
      server.awaitScripts();
    }
  }

  /** The server sees no QUIT, and the end of the connection, whether there is a deadline or not. */
  @ParameterizedTest
  @ValueSource(ints = {0, 60})
  void closesWhatNobodyAskedFor(int seconds) throws Exception {
    CountDownLatch loggedIn = new CountDownLatch(1);
    ServerScript script =
        c -> {
          c.send("+OK");
          Login.capa(c, "USER");
          Login.userPass(c);
          loggedIn.countDown();
          c.expectEnd();
        };
    try (ScriptedServer server = ScriptedServer.start(script)) {
      BaseSubscriber<Pop3Session> asksForNothing =
          new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {}
          };
      client(server, Duration.ofSeconds(seconds)).connect().subscribe(asksForNothing);
      assertThat(loggedIn.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
      asksForNothing.cancel();
      server.awaitScripts();
    }
  }

  @Test
  void cannotBeNegative() {
    assertThatThrownBy(() -> ConnectOptions.DEFAULT.timeout(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
