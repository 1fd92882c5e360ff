// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.session.CommitOutcome;
import io.github.pop3reactive.session.Pop3ConnectionException;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.test.server.MaildropServer;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What can be done wrong with a session that somebody else ends. */
@Timeout(60)
class SessionScopeTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @AutoClose
  private final MaildropServer server =
      MaildropServer.builder().user("ann", "secret").capabilities("USER").start();

  private Pop3Client client;

  @BeforeEach
  void fillTheMaildrop() {
    client = Ann.inClear(server.port());
    server.add("ann", "a", "Subject: a\r\n\r\none\r\n");
  }

  private void assertClosedWithoutQuit() {
    server.scripted().awaitScripts();
    assertThat(server.commands()).doesNotContain("QUIT");
    assertThat(server.removed("ann")).isEmpty();
  }

  @Test
  void closesWhenTheFunctionThrows() {
    StepVerifier.create(
            client.withSession(
                session -> {
                  throw new IllegalStateException("mine");
                }))
        .expectErrorMessage("mine")
        .verify(SOON);
    assertClosedWithoutQuit();
  }

  @Test
  void closesWhenTheFunctionReturnsNothing() {
    StepVerifier.create(client.withSession(session -> null))
        .expectError(NullPointerException.class)
        .verify(SOON);
    assertClosedWithoutQuit();
  }

  @Test
  void quitsWhenTheFunctionDoesNotUseTheSession() {
    StepVerifier.create(client.withSession(session -> Mono.empty())).expectComplete().verify(SOON);
    server.scripted().awaitScripts();
    assertThat(server.commands()).endsWith("QUIT");
  }

  @Test
  void closesWhenCancelledWhileTheFunctionNeverEnds() {
    StepVerifier.create(client.withSession(session -> session.dele(1).then(Mono.never())))
        .thenAwait(Duration.ofMillis(200))
        .thenCancel()
        .verify(SOON);
    assertClosedWithoutQuit();
  }

  @Test
  void refusesUseBehindTheEnd() {
    AtomicReference<Pop3Session> kept = new AtomicReference<>();
    client.withSession(session -> Mono.fromRunnable(() -> kept.set(session))).blockLast(SOON);
    Pop3Session session = kept.get();
    StepVerifier.create(session.stat()).expectError(Pop3ConnectionException.class).verify(SOON);
    StepVerifier.create(session.list()).expectError(Pop3ConnectionException.class).verify(SOON);
    StepVerifier.create(session.quit()).expectError(Pop3ConnectionException.class).verify(SOON);
    StepVerifier.create(session.close()).expectComplete().verify(SOON);
    StepVerifier.create(session.onClose()).expectComplete().verify(SOON);
  }

  @Test
  void acceptsThatTheFunctionQuitsItself() {
    StepVerifier.create(client.withSession(session -> session.dele(1).then(session.quit())))
        .expectNext(CommitOutcome.COMMITTED)
        .expectComplete()
        .verify(SOON);
    assertThat(server.removed("ann")).containsExactly("a");
  }

  @Test
  void leavesASessionToItsSubscriberWhoCancelsWhenItIsThere() {
    Pop3Session session = client.connect().flux().take(1).next().block(SOON);
    StepVerifier.create(session.stat()).expectNextCount(1).expectComplete().verify(SOON);
    session.close().block(SOON);
  }

  @Test
  void leavesNoConnectionOpenWhereverItIsCancelled() throws Exception {
    for (int i = 0; i < 300; i++) {
      Disposable running =
          (i % 2 == 0
                  ? client.withSession(Pop3Session::list).then()
                  : client
                      .connect()
                      .flatMap(
                          session -> Mono.never().doOnCancel(() -> session.close().subscribe()))
                      .then())
              .onErrorResume(e -> Mono.empty())
              .subscribe();
      TimeUnit.MICROSECONDS.sleep(ThreadLocalRandom.current().nextInt(4_000));
      running.dispose();
    }
    StepVerifier.create(Flux.interval(Duration.ofMillis(20)).takeUntil(tick -> allEnded()).then())
        .expectComplete()
        .verify(SOON);
  }

  private boolean allEnded() {
    return Thread.getAllStackTraces().keySet().stream()
        .noneMatch(t -> t.getName().startsWith("test-server-" + server.port() + "-connection"));
  }
}
