// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.sasl.SaslContext;
import io.github.pop3reactive.sasl.SaslConversation;
import io.github.pop3reactive.sasl.SaslMechanism;
import io.github.pop3reactive.session.Pop3AuthenticationException;
import io.github.pop3reactive.session.Pop3ConnectionException;
import io.github.pop3reactive.session.Pop3LimitException;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.test.server.Login;
import io.github.pop3reactive.test.server.ScriptedServer;
import io.github.pop3reactive.test.server.ServerScript;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Servers that never come to an end end in a typed error and hold no more than the limits say. */
class EndlessServerTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private static ServerScript endless(String block) {
    return c -> {
      byte[] octets = block.repeat(20_000 / block.length()).getBytes(StandardCharsets.US_ASCII);
      while (true) {
        c.sendRaw(octets);
      }
    };
  }

  private static ServerScript then(ServerScript first, ServerScript second) {
    return c -> {
      first.run(c);
      second.run(c);
    };
  }

  private static ServerScript command(String line, String reply) {
    return c -> {
      Login.withoutCapa(c);
      c.expect(line);
      c.sendRaw(reply);
    };
  }

  private static void ends(
      ServerScript script,
      Function<Pop3Client, ? extends Flux<?>> work,
      Class<? extends Throwable> error) {
    try (ScriptedServer server = ScriptedServer.start(script)) {
      Pop3Client client = Ann.inClear(server.port()).options(o -> o.maxListingEntries(200_000));
      long before = direct();
      StepVerifier.create(work.apply(client).then()).expectError(error).verify(SOON);
      assertThat(direct() - before).isLessThan(16L << 20);
    }
  }

  private static long direct() {
    return PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory()
        + UnpooledByteBufAllocator.DEFAULT.metric().usedDirectMemory()
        + io.netty.util.internal.PlatformDependent.usedDirectMemory();
  }

  private static Function<Pop3Client, Flux<?>> with(Function<Pop3Session, Flux<?>> use) {
    return client -> client.connect().flatMapMany(use);
  }

  @Test
  void boundsLines() {
    ends(endless("+OK"), client -> client.connect().flux(), Pop3LimitException.class);
    ends(
        then(command("NOOP", "-ERR "), endless("x")),
        with(session -> session.noop().flux()),
        Pop3LimitException.class);
    ends(
        then(command("UIDL", "+OK\r\n1 "), endless("x")),
        with(Pop3Session::uidl),
        Pop3LimitException.class);
  }

  @Test
  void boundsListingsAndCapabilities() {
    ends(
        then(command("LIST", "+OK\r\n"), endless("1 1\r\n")),
        with(Pop3Session::list),
        Pop3LimitException.class);
    ends(
        then(command("CAPA", "+OK\r\n"), endless("X-MORE of it\r\n")),
        with(session -> session.capa().flux()),
        Pop3LimitException.class);
  }

  @Test
  void boundsBodiesThatAreCollectedOrCancelled() {
    ends(
        then(command("RETR 1", "+OK\r\n"), endless("x")),
        with(session -> session.retr(1).aggregate(1 << 20).flux()),
        Pop3LimitException.class);
    ends(
        then(command("RETR 1", "+OK\r\n"), endless("line\r\n")),
        with(session -> session.retr(1).aggregate(1 << 20).flux()),
        Pop3LimitException.class);
    ends(
        then(command("RETR 1", "+OK\r\n"), endless("x")),
        with(session -> session.retr(1).asByteArray().take(1).thenMany(session.onClose().flux())),
        Pop3ConnectionException.class);
  }

  @Test
  void streamsALineOfAnyLengthInFlatMemory() {
    long octets = 64L << 20;
    AtomicLong received = new AtomicLong();
    ends(
        c -> {
          command("RETR 1", "+OK\r\n").run(c);
          byte[] piece = new byte[1 << 16];
          for (long sent = 0; sent < octets; sent += piece.length) {
            c.sendRaw(piece);
          }
          throw new IOException("enough");
        },
        with(
            session ->
                session.retr(1).asByteArray().doOnNext(piece -> received.addAndGet(piece.length))),
        Pop3ConnectionException.class);
    assertThat(received.get()).isEqualTo(octets);
  }

  @Test
  void boundsTheRoundsOfAMechanism() {
    SaslMechanism patient =
        new SaslMechanism() {
          @Override
          public String name() {
            return "PATIENT";
          }

          @Override
          public Mono<SaslConversation> start(Credentials credentials, SaslContext context) {
            return Mono.just(new Patient());
          }
        };
    ServerScript challenging =
        c -> {
          c.send("+OK");
          c.expect("AUTH PATIENT");
          do {
            c.send("+ YQ==");
          } while (!"*".equals(c.readLine()));
          c.send("-ERR cancelled");
          c.readLine();
        };
    ends(
        challenging,
        client ->
            client
                .withoutCredentials()
                .connect()
                .flatMapMany(
                    session ->
                        session.authenticate(patient, Credentials.of("ann", "secret")).flux()),
        Pop3AuthenticationException.class);
  }

  private static final class Patient implements SaslConversation {
    @Override
    public byte[] initialResponse() {
      return null;
    }

    @Override
    public Mono<byte[]> respond(byte[] challenge) {
      return Mono.just(challenge);
    }

    @Override
    public boolean isComplete() {
      return false;
    }
  }
}
