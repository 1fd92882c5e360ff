// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.session.Pop3Exception;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.session.Pop3TimeoutException;
import io.github.pop3reactive.session.SessionOptionsBuilder;
import io.github.pop3reactive.test.server.Login;
import io.github.pop3reactive.test.server.ScriptedServer;
import io.github.pop3reactive.test.server.ServerConnection;
import io.github.pop3reactive.test.server.ServerScript;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Servers that are late, at every stage, by silence and by dripping. */
class DeadlineTest {
  private static final Duration DEADLINE = Duration.ofMillis(300);
  private static final Duration DRIP = Duration.ofMillis(20);

  /** Much longer than from one dripped line to the next, shorter than all of them take. */
  private static final Duration SILENCE = Duration.ofMillis(900);

  private static final byte[] LONG_LINE =
      ("+OK " + "x".repeat(400) + "\r\n").getBytes(StandardCharsets.US_ASCII);

  private static Pop3Client client(ScriptedServer server, Consumer<SessionOptionsBuilder> options) {
    return Ann.inClear(server.port()).options(options);
  }

  /** Expects the script to bring about a timeout, near the deadline, in what is done. */
  private static void timesOut(
      ServerScript script,
      Consumer<SessionOptionsBuilder> options,
      Function<Pop3Client, Flux<?>> work,
      String phase) {
    try (ScriptedServer server = ScriptedServer.start(script)) {
      AtomicReference<Throwable> failure = new AtomicReference<>();
      long start = System.nanoTime();
      work.apply(client(server, options))
          .onErrorResume(
              e -> {
                failure.set(e);
                return Mono.empty();
              })
          .blockLast(Duration.ofSeconds(10));
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      assertThat(failure.get())
          .isInstanceOf(Pop3TimeoutException.class)
          .hasMessageContaining(phase);
      assertThat(((Pop3Exception) failure.get()).isRetryable()).isTrue();
      assertThat(millis).isBetween(DEADLINE.toMillis() - 5, DEADLINE.toMillis() + 2_000);
    }
  }

  private static Flux<?> connect(Pop3Client client) {
    return client.connect().flatMapMany(Pop3Session::close);
  }

  private static Function<Pop3Client, Flux<?>> with(Function<Pop3Session, Flux<?>> use) {
    return client -> client.connect().flatMapMany(use);
  }

  @Test
  void boundsTheHandshake() {
    timesOut(
        ServerConnection::stall,
        o -> o.tlsTimeout(DEADLINE),
        client -> connect(client.implicitTls()),
        "handshake");
    timesOut(
        c -> c.drip(new byte[] {22, 3, 3, 64, 0, 2, 0, 63, 0, 3, 3}, Duration.ofMillis(100)),
        o -> o.tlsTimeout(DEADLINE),
        client -> connect(client.implicitTls()),
        "handshake");
    timesOut(
        c -> {
          c.send("+OK");
          c.expect("CAPA");
          c.sendRaw("+OK\r\nSTLS\r\n.\r\n");
          c.expect("STLS");
          c.send("+OK");
          c.stall();
        },
        o -> o.tlsTimeout(DEADLINE),
        client -> connect(client.stls()),
        "handshake");
  }

  @Test
  void boundsTheGreeting() {
    timesOut(
        ServerConnection::stall,
        o -> o.greetingTimeout(DEADLINE),
        DeadlineTest::connect,
        "greeting");
    timesOut(
        c -> c.drip(LONG_LINE, DRIP),
        o -> o.greetingTimeout(DEADLINE),
        DeadlineTest::connect,
        "greeting");
  }

  @Test
  void boundsEachReplyWithinALogin() {
    timesOut(
        c -> {
          c.send("+OK");
          c.expect("CAPA");
          c.send("-ERR");
          c.expect("USER ann");
          c.drip(LONG_LINE, DRIP);
        },
        o -> o.loginTimeout(DEADLINE),
        DeadlineTest::connect,
        "USER: the reply");
    timesOut(
        c -> {
          c.send("+OK");
          c.expect("CAPA");
          c.sendRaw("+OK\r\nSASL PLAIN\r\n.\r\n");
          c.readLine();
          c.stall();
        },
        o -> o.loginTimeout(DEADLINE),
        DeadlineTest::connect,
        "AUTH: the reply");
  }

  @Test
  void boundsAWholeStatusLine() {
    ServerScript drips =
        c -> {
          Login.withoutCapa(c);
          c.readLine();
          c.drip(LONG_LINE, DRIP);
        };
    timesOut(
        drips,
        o -> o.responseTimeout(DEADLINE),
        with(session -> session.noop().flux()),
        "NOOP: the reply");
    timesOut(
        drips,
        o -> o.responseTimeout(DEADLINE),
        with(session -> session.retr(1).asByteArray()),
        "RETR: the reply");
  }

  @Test
  void takesSilenceAndDrippingWithinABodyForTheSame() {
    timesOut(
        c -> {
          Login.withoutCapa(c);
          c.expect("RETR 1");
          c.sendRaw("+OK\r\nline\r\n");
          c.stall();
        },
        o -> o.silenceTimeout(DEADLINE),
        with(session -> session.retr(1).asByteArray()),
        "silence");
    timesOut(
        c -> {
          Login.withoutCapa(c);
          c.expect("LIST");
          c.sendRaw("+OK\r\n1 1\r\n");
          c.drip(LONG_LINE, DRIP);
        },
        o -> o.silenceTimeout(DEADLINE),
        with(Pop3Session::list),
        "silence");
  }

  @Test
  void letsABodyTakeLongerThanTheSilenceAllowedInIt() {
    int lines = 40;
    ServerScript script =
        c -> {
          Login.withoutCapa(c);
          c.expect("RETR 1");
          c.sendRaw("+OK\r\n");
          c.drip("x\r\n".repeat(lines).getBytes(StandardCharsets.US_ASCII), DRIP);
          c.sendRaw(".\r\n");
          c.readLine();
        };
    try (ScriptedServer server = ScriptedServer.start(script)) {
      Pop3Session session = client(server, o -> o.silenceTimeout(SILENCE)).connect().block();
      long start = System.nanoTime();
      StepVerifier.create(
              session.retr(1).asByteArray().map(chunk -> chunk.length).reduce(Integer::sum))
          .expectNext(3 * lines)
          .verifyComplete();
      assertThat(System.nanoTime() - start).isGreaterThan(SILENCE.toNanos());
      session.close().block();
    }
  }

  @Test
  void boundsTheDrainingOfACancelledBody() {
    timesOut(
        c -> {
          Login.withoutCapa(c);
          c.expect("RETR 1");
          c.sendRaw("+OK\r\nline\r\n");
          c.stall();
        },
        o -> o.silenceTimeout(DEADLINE),
        with(session -> session.retr(1).asByteArray().take(1).thenMany(session.onClose().flux())),
        "silence");
  }

  @Test
  void boundsTheSession() {
    timesOut(
        c -> {
          Login.withoutCapa(c);
          c.readLine();
        },
        o -> o.sessionTimeout(DEADLINE),
        with(session -> session.onClose().flux()),
        "the session");
    timesOut(
        c -> {
          Login.withoutCapa(c);
          while (c.readLine() != null) {
            c.send("+OK");
          }
        },
        o -> o.sessionTimeout(DEADLINE),
        with(session -> session.noop().delayElement(DRIP).repeat().mergeWith(session.onClose())),
        "the session");
  }

  @Test
  void doesNotCountTheTimeInWhichABodyIsNotAskedFor() throws Exception {
    ServerScript script =
        c -> {
          Login.withoutCapa(c);
          c.expect("RETR 1");
          c.sendRaw("+OK\r\nfirst\r\n");
          c.readLine();
        };
    try (ScriptedServer server = ScriptedServer.start(script)) {
      Pop3Session session =
          client(server, o -> o.silenceTimeout(Duration.ofMillis(100))).connect().block();
      AtomicReference<Throwable> failure = new AtomicReference<>();
      CountDownLatch first = new CountDownLatch(1);
      CountDownLatch failed = new CountDownLatch(1);
      BaseSubscriber<byte[]> lazy =
          new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
              subscription.request(1);
            }

            @Override
            protected void hookOnNext(byte[] octets) {
              first.countDown();
            }

            @Override
            protected void hookOnError(Throwable error) {
              failure.set(error);
              failed.countDown();
            }
          };
      session.retr(1).asByteArray().subscribe(lazy);
      assertThat(first.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(failed.await(300, TimeUnit.MILLISECONDS)).isFalse();
      lazy.request(1);
      assertThat(failed.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(failure.get()).isInstanceOf(Pop3TimeoutException.class);
    }
  }
}
