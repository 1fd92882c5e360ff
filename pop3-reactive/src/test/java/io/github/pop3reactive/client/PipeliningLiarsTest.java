// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.session.Pop3ConnectionException;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.session.Pop3TimeoutException;
import io.github.pop3reactive.test.server.Login;
import io.github.pop3reactive.test.server.ScriptedServer;
import io.github.pop3reactive.test.server.ServerConnection;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Servers that announce PIPELINING and drop what they have read too much, as o2.pl may. */
class PipeliningLiarsTest {
  private static final Duration SOON = Duration.ofSeconds(40);

  private static Pop3Client client(ScriptedServer server) {
    return Ann.inClear(server.port()).options(o -> o.responseTimeout(Duration.ofSeconds(1)));
  }

  private static void logIn(ServerConnection c) throws IOException {
    c.send("+OK");
    Login.capa(c, "PIPELINING");
    Login.userPass(c);
  }

  private static Flux<Void> threeTimes(Pop3Session session) {
    return Flux.range(1, 3).flatMap(i -> session.noop(), 3);
  }

  @Test
  void pipelinesNoMoreToAHostThatDroppedACommand() {
    try (ScriptedServer server =
        ScriptedServer.start(
            c -> {
              logIn(c);
              if (c.number() == 0) {
                for (int i = 0; i < 3; i++) {
                  c.expect("NOOP");
                }
                c.send("+OK");
                c.stall();
              }
              for (String line = c.readLine(); line != null; line = c.readLine()) {
                c.send("+OK");
              }
            })) {
      Pop3Client client = client(server);
      StepVerifier.create(client.connect().flatMapMany(PipeliningLiarsTest::threeTimes))
          .expectErrorSatisfies(
              e ->
                  assertThat(e)
                      .isInstanceOfSatisfying(
                          Pop3TimeoutException.class,
                          late -> {
                            assertThat(late.isPipelined()).isTrue();
                            assertThat(late.isRetryable()).isTrue();
                          }))
          .verify(SOON);
      Pop3Session second = client.connect().block(SOON);
      threeTimes(second).blockLast(SOON);
      second.quit().block(SOON);
      assertThat(windowFor(client.host("LocalHost"))).isOne();
    }
  }

  private static int windowFor(Pop3Client client) {
    Pop3ClientConfig config = client.config();
    return config
        .known()
        .options(KnownServers.Server.of(config), config.options())
        .pipeliningWindow();
  }

  @Test
  void suspectsNothingWhereTheServerIsMerelySlowOrGone() {
    try (ScriptedServer server =
        ScriptedServer.start(
            c -> {
              logIn(c);
              c.expect("NOOP");
              if (c.number() == 0) {
                c.stall();
              }
              c.expect("NOOP");
              c.expect("NOOP");
              c.send("+OK");
            })) {
      Pop3Client client = client(server);
      StepVerifier.create(client.connect().flatMap(Pop3Session::noop))
          .expectErrorSatisfies(e -> assertThat(((Pop3TimeoutException) e).isPipelined()).isFalse())
          .verify(SOON);
      StepVerifier.create(client.connect().flatMapMany(PipeliningLiarsTest::threeTimes))
          .expectError(Pop3ConnectionException.class)
          .verify(SOON);
      assertThat(windowFor(client)).isGreaterThan(1);
    }
  }
}
