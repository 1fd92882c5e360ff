// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.test.server.MaildropServer;
import io.github.pop3reactive.test.tls.TestCa;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.blockhound.BlockHound;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Nothing blocks an event loop. BlockHound's own allowances are those of the integrations that come
 * with it, Netty and Reactor; there are none of ours.
 */
@Tag("blockhound")
@Timeout(60)
class NonBlockingTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final TestCa CA = new TestCa();
  private static final List<Throwable> VIOLATIONS = new CopyOnWriteArrayList<>();
  private static final String MAIL = "Subject: a\r\n\r\n" + ("x".repeat(500) + "\r\n").repeat(400);

  @AutoClose
  private final MaildropServer server =
      MaildropServer.builder().user("ann", "secret").tls(CA.good()).start();

  @AutoClose
  private final MaildropServer inClear =
      MaildropServer.builder().user("ann", "secret").stls(CA.good()).start();

  @BeforeAll
  static void installBlockHound() {
    BlockHound.install(
        builder ->
            builder.blockingMethodCallback(
                method -> VIOLATIONS.add(new IllegalStateException(method.toString()))));
  }

  @BeforeEach
  void fillTheMaildrops() {
    VIOLATIONS.clear();
    server.add("ann", "a", MAIL);
    server.add("ann", "b", MAIL);
    inClear.add("ann", "a", MAIL);
    inClear.add("ann", "b", MAIL);
  }

  private static Pop3Client client(MaildropServer server) {
    return Ann.overTls(CA, server.port());
  }

  private static void assertNothingBlocked() {
    if (!VIOLATIONS.isEmpty()) {
      AssertionError error = new AssertionError(VIOLATIONS.size() + " blocking calls");
      VIOLATIONS.forEach(error::addSuppressed);
      throw error;
    }
  }

  @Test
  void noticesWhatBlocks() {
    client(server)
        .withSession(
            session ->
                session
                    .stat()
                    .doOnNext(
                        status -> {
                          try {
                            Thread.sleep(1);
                          } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                          }
                        }))
        .blockLast(SOON);
    assertThat(VIOLATIONS).anySatisfy(v -> assertThat(v).hasMessageContaining("sleep"));
  }

  @Test
  void neverBlocksWithTlsFromTheStart(@TempDir Path dir) {
    use(client(server), dir);
    assertNothingBlocked();
  }

  @Test
  void neverBlocksWithStls(@TempDir Path dir) {
    use(client(inClear).stls(), dir);
    assertNothingBlocked();
  }

  @Test
  void neverBlocksWithTheTrustStoreOfTheJdk() {
    AtomicBoolean madeOnAnEventLoop = new AtomicBoolean(true);
    Pop3Client strict =
        Pop3Client.create()
            .host("localhost")
            .port(server.port())
            .tls(
                tls ->
                    tls.context(
                        context -> madeOnAnEventLoop.set(Schedulers.isInNonBlockingThread())));
    strict.connect().onErrorResume(e -> Mono.empty()).block(SOON);
    assertThat(madeOnAnEventLoop).isFalse();
    assertNothingBlocked();
  }

  @Test
  void neverBlocksWhenAFileIsGivenUp(@TempDir Path dir) {
    client(server)
        .withSession(
            session ->
                Flux.merge(
                        session.retr(1).writeTo(dir.resolve("cut")),
                        session.retr(2).asByteArray().take(1).then(Mono.<Long>error(new Stop())))
                    .onErrorResume(Stop.class, e -> Mono.empty()))
        .onErrorResume(e -> Mono.empty())
        .blockLast(SOON);
    assertNothingBlocked();
  }

  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static void use(Pop3Client client, Path dir) {
    client
        .withSession(
            (Pop3Session session) ->
                Flux.concat(
                    session.stat(),
                    session.list(),
                    session.uidl(),
                    session.retr(1).asString(StandardCharsets.US_ASCII).count(),
                    session.retr(1).aggregate().doOnNext(ByteBuf::release).then(),
                    session.retr(2).writeTo(dir.resolve("mail")),
                    session.dele(1).thenReturn(1)))
        .blockLast(SOON);
  }
}
