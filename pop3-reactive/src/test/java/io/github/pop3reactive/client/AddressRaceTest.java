// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.session.Pop3ConnectionException;
import io.github.pop3reactive.test.server.Login;
import io.github.pop3reactive.test.server.ScriptedServer;
import io.netty.resolver.AddressResolverGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Scannable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

class AddressRaceTest {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final Duration STAGGER = Duration.ofMillis(250);

  private final List<SocketAddress> addresses = List.of(address("::1"), address("127.0.0.1"));
  private final List<TestPublisher<String>> attempts = new ArrayList<>();
  private final List<String> closed = new CopyOnWriteArrayList<>();
  private VirtualTimeScheduler time;

  @BeforeEach
  void stopTheClock() {
    time = VirtualTimeScheduler.getOrSet();
  }

  @AfterEach
  void letTheClockRun() {
    VirtualTimeScheduler.reset();
  }

  private static SocketAddress address(String literal) {
    return new InetSocketAddress(literal, 995);
  }

  private Mono<String> race() {
    return AddressRace.of(
        (address, race) -> {
          assertThat(address).isEqualTo(attempts.isEmpty() ? null : addresses.get(1));
          TestPublisher<String> attempt =
              TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
          attempts.add(attempt);
          if (address == null) {
            assertThat(race.choose(addresses)).containsExactly(addresses.get(0));
          }
          return Mono.fromDirect(attempt);
        },
        closed::add,
        STAGGER);
  }

  @Test
  void takesFamiliesInTurn() {
    assertThat(
            AddressRace.inTurn(
                List.of(
                    address("::1"),
                    address("::2"),
                    address("::3"),
                    address("10.0.0.1"),
                    address("10.0.0.2"))))
        .containsExactly(
            address("::1"),
            address("10.0.0.1"),
            address("::2"),
            address("10.0.0.2"),
            address("::3"));
    assertThat(
            AddressRace.inTurn(List.of(address("10.0.0.2"), address("10.0.0.1"), address("::1"))))
        .containsExactly(address("10.0.0.2"), address("::1"), address("10.0.0.1"));
  }

  @Test
  void triesTheNextAddressAfterAWhileAndClosesTheLoser() {
    Sinks.One<String> winner = Sinks.one();
    race().subscribe(winner::tryEmitValue, winner::tryEmitError);
    time.advanceTimeBy(STAGGER.minusMillis(1));
    assertThat(attempts).hasSize(1);
    time.advanceTimeBy(Duration.ofMillis(1));
    assertThat(attempts).hasSize(2);
    attempts.get(1).emit("IPv4");
    assertThat(winner.asMono().block()).isEqualTo("IPv4");
    attempts.get(0).assertCancelled();
  }

  @Test
  void triesTheNextAddressAtOnceAfterAFailure() {
    Sinks.One<String> winner = Sinks.one();
    race().subscribe(winner::tryEmitValue, winner::tryEmitError);
    attempts.get(0).error(new IOException("unreachable"));
    assertThat(attempts).hasSize(2);
    time.advanceTimeBy(STAGGER);
    assertThat(attempts).hasSize(2);
    attempts.get(1).emit("IPv4");
    assertThat(winner.asMono().block()).isEqualTo("IPv4");
  }

  @Test
  void doesNotTryTheNextAddressBehindAConnection() {
    Sinks.One<String> winner = Sinks.one();
    race().subscribe(winner::tryEmitValue, winner::tryEmitError);
    attempts.get(0).emit("IPv6");
    time.advanceTimeBy(STAGGER.multipliedBy(3));
    assertThat(attempts).hasSize(1);
    assertThat(winner.asMono().block()).isEqualTo("IPv6");
  }

  @Test
  void tellsAllFailures() {
    Sinks.One<String> outcome = Sinks.one();
    race().subscribe(outcome::tryEmitValue, outcome::tryEmitError);
    IOException first = new IOException("unreachable");
    IOException second = new IOException("refused");
    time.advanceTimeBy(STAGGER);
    attempts.get(0).error(first);
    assertThat(outcome.scan(Scannable.Attr.TERMINATED)).isFalse();
    attempts.get(1).error(second);
    StepVerifier.create(outcome.asMono())
        .expectErrorSatisfies(
            failure -> {
              assertThat(failure).hasCause(first).hasMessageContaining("unreachable");
              assertThat(failure.getSuppressed()).containsExactly(second);
            })
        .verify(SOON);
  }

  @Test
  void isCancelledWithAllAttempts() {
    Disposable subscription = race().subscribe();
    time.advanceTimeBy(STAGGER);
    subscription.dispose();
    attempts.forEach(TestPublisher::assertCancelled);
  }

  private static Pop3Client client(int port, AddressResolverGroup<?> resolver) {
    return Pop3Client.create()
        .plaintext()
        .plaintextLogin()
        .host("mail.example.org")
        .port(port)
        .credentials("ann", Mono.just("secret"))
        .connecting(connecting -> connecting.resolver(resolver));
  }

  @Test
  void reachesAHostOneOfWhoseAddressesDoesNotAnswer() throws IOException {
    VirtualTimeScheduler.reset();
    List<SocketChannel> waiting = new ArrayList<>();
    try (ScriptedServer server = ScriptedServer.start(Login.SESSION);
        ServerSocket full = new ServerSocket(server.port(), 1, InetAddress.getByName("127.0.0.2"));
        LoopbackResolver resolver = new LoopbackResolver("127.0.0.2", "127.0.0.1")) {
      // Nobody accepts there, so that what is beyond its backlog waits for ever.
      for (int i = 0; i < 8; i++) {
        SocketChannel channel = SocketChannel.open();
        waiting.add(channel);
        channel.configureBlocking(false);
        channel.connect(full.getLocalSocketAddress());
      }
      StepVerifier.create(
              client(server.port(), resolver)
                  .options(options -> options.connectTimeout(Duration.ofMinutes(1)))
                  .withSession(session -> Mono.just(session.greeting().text())))
          .expectNext("ready")
          .expectComplete()
          .verify(SOON);
      server.awaitScripts();
    } finally {
      for (SocketChannel channel : waiting) {
        channel.close();
      }
    }
  }

  @Test
  void failsIfNoAddressAnswers() throws IOException {
    VirtualTimeScheduler.reset();
    int port;
    try (ScriptedServer gone = ScriptedServer.start(Login.SESSION)) {
      port = gone.port();
    }
    try (LoopbackResolver resolver = new LoopbackResolver("127.0.0.2", "127.0.0.1", "127.0.0.3")) {
      StepVerifier.create(client(port, resolver).connect())
          .expectErrorSatisfies(
              failure -> {
                assertThat(failure).isInstanceOf(Pop3ConnectionException.class);
                assertThat(failure.getCause().getSuppressed()).hasSize(2);
              })
          .verify(SOON);
    }
  }
}
