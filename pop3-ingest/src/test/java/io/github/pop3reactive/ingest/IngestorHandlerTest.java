// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import static io.github.pop3reactive.ingest.Maildrops.SOON;
import static io.github.pop3reactive.ingest.Maildrops.key;
import static io.github.pop3reactive.ingest.Maildrops.known;
import static io.github.pop3reactive.ingest.Maildrops.mailbox;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.session.CommitOutcome;
import io.github.pop3reactive.test.server.Fault;
import io.github.pop3reactive.test.server.Fault.End;
import io.github.pop3reactive.test.server.MaildropServer;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class IngestorHandlerTest {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  @AutoClose
  private final MaildropServer server = MaildropServer.builder().user("ann", "secret").start();

  private final Ledger ledger = Ledger.inMemory();
  private final RecordingHandler recording = new RecordingHandler();
  private Mailbox mailbox;

  @BeforeEach
  void fillTheMaildrop() {
    mailbox = mailbox(server).withDelete(true);
    for (String id : new String[] {"a", "b", "c"}) {
      server.add("ann", id, "Subject: " + id + "\r\n");
    }
  }

  /** Polls with another handler for message b. */
  private PollResult poll(Mailbox polled, MessageHandler forB) {
    return Ingestor.of(
            ledger,
            message ->
                message.key().equals(key("b")) ? forB.handle(message) : recording.handle(message))
        .acknowledgeWithin(LIMIT)
        .poll(polled)
        .block(SOON);
  }

  private PollResult poll(MessageHandler forB) {
    return poll(mailbox, forB);
  }

  private void assertOnlyBFailed(PollResult result) {
    assertThat(result.failure()).isNull();
    assertThat(result.delivered()).isEqualTo(2);
    assertThat(result.failures())
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.key()).isEqualTo(key("b"));
              assertThat(failure.cause()).isInstanceOf(HandlerException.class);
            });
    assertThat(server.removed("ann")).containsExactly("a", "c");
    assertThat(poll(recording).delivered()).isEqualTo(1);
    assertThat(server.messages("ann")).isEmpty();
    assertThat(known(ledger)).isEmpty();
  }

  @Test
  void goesOnBehindAHandlerThatFails() {
    assertOnlyBFailed(poll(m -> m.body().asByteArray().then(Mono.error(new IOException("full")))));
  }

  @Test
  void goesOnBehindAHandlerThatThrows() {
    assertOnlyBFailed(
        poll(
            m -> {
              throw new IllegalStateException("thrown");
            }));
  }

  @Test
  void goesOnBehindAHandlerThatNeverAcknowledges() {
    PollResult result = poll(m -> m.body().asByteArray().then(Mono.never()));
    assertThat(result.failures().get(0).cause()).hasCauseInstanceOf(TimeoutException.class);
    assertOnlyBFailed(result);
  }

  @Test
  void goesOnBehindAHandlerThatNeverReads() {
    assertOnlyBFailed(poll(m -> Mono.never()));
  }

  @Test
  void goesOnBehindAHandlerThatNeverRequests() {
    assertOnlyBFailed(
        poll(
            m ->
                Mono.create(
                    sink -> {
                      BaseSubscriber<ByteBuf> idle = new Idle();
                      sink.onCancel(idle);
                      m.body().subscribe(idle);
                    })));
  }

  /** Requests nothing. */
  private static final class Idle extends BaseSubscriber<ByteBuf> {
    @Override
    protected void hookOnSubscribe(Subscription subscription) {}

    @Override
    protected void hookOnError(Throwable error) {}
  }

  @Test
  void acknowledgesUnreadWhatTheHandlerDoesNotWant() {
    PollResult result = poll(m -> Mono.empty());
    assertThat(result.isComplete()).isTrue();
    assertThat(result.delivered()).isEqualTo(3);
    assertThat(result.deleted()).isEqualTo(3);
    assertThat(server.commands().stream().filter("RETR"::equals)).hasSize(2);
  }

  @Test
  void takesNothingForAcknowledgedWhoseBodyFailed() {
    server.inject(new Fault.BeforeReply("RETR", 2, End.CLOSE));
    PollResult result = poll(m -> m.body().asByteArray().then().onErrorComplete());
    assertThat(result.failure()).isInstanceOf(MailboxException.class);
    assertThat(result.failures()).isEmpty();
    assertThat(known(ledger)).doesNotContain(key("b"));
    assertThat(poll(recording).isComplete()).isTrue();
    assertThat(recording.taken()).containsKey(key("b"));
  }

  @Test
  void endsTheSessionIfABodyIsLeftBehind() {
    PollResult result =
        poll(
            m -> {
              m.body().subscribe(new Idle());
              return Mono.empty();
            });
    assertThat(result.failures().get(0).cause()).isInstanceOf(HandlerException.class);
    assertThat(result.failure()).isInstanceOf(HandlerException.class);
    assertThat(known(ledger)).doesNotContain(key("b"));
    assertThat(server.messages("ann")).hasSize(3);
    assertThat(poll(recording).isComplete()).isTrue();
    assertThat(server.messages("ann")).isEmpty();
  }

  @Test
  void refusesTheBodyAfterTheHandlerHasEnded() {
    IncomingMessage[] kept = new IncomingMessage[1];
    poll(
        m -> {
          kept[0] = m;
          return Mono.empty();
        });
    StepVerifier.create(kept[0].body()).expectError(IllegalStateException.class).verify(SOON);
  }

  @Test
  void endsWithoutQuitIfTheServerWouldRemoveWhatWasNotAcknowledged() {
    PollResult result =
        poll(
            mailbox.withDeleteOnRetrieve(true),
            m -> m.body().asByteArray().then(Mono.error(new IOException())));
    assertThat(result.commit()).isNull();
    assertThat(result.failure()).isNull();
    assertThat(result.failed()).isEqualTo(1);
    assertThat(result.undeleted()).isEqualTo(2);
    assertThat(server.commands()).doesNotContain("QUIT", "DELE");
    assertThat(server.messages("ann")).hasSize(3);
    PollResult second = poll(mailbox.withDeleteOnRetrieve(true), recording);
    assertThat(second.delivered()).isEqualTo(1);
    assertThat(second.commit()).isEqualTo(CommitOutcome.COMMITTED);
    assertThat(server.messages("ann")).isEmpty();
  }

  @Test
  void heedsExpireZero() {
    try (MaildropServer expiring =
        MaildropServer.builder()
            .user("ann", "secret")
            .capabilities("USER", "UIDL", "EXPIRE 0")
            .start()) {
      expiring.add("ann", "a", "Subject: a\r\n");
      expiring.add("ann", "b", "Subject: b\r\n");
      PollResult result =
          poll(mailbox(expiring), m -> m.body().asByteArray().then(Mono.error(new IOException())));
      assertThat(result.commit()).isNull();
      assertThat(expiring.messages("ann")).hasSize(2);
      assertThat(poll(mailbox(expiring), recording).commit()).isEqualTo(CommitOutcome.COMMITTED);
      assertThat(recording.taken().keySet()).containsExactlyInAnyOrder(key("a"), key("b"));
      assertThat(expiring.messages("ann")).extracting("uniqueId").containsExactly("a");
    }
  }

  @Test
  void cancelEndsWithoutQuit() throws InterruptedException {
    CountDownLatch recorded = new CountDownLatch(2);
    IngestListener listener =
        new IngestListener() {
          @Override
          public void messageDelivered(String mailbox, MessageKey key, long octets) {
            recorded.countDown();
          }
        };
    Disposable poll =
        Ingestor.of(ledger, m -> m.key().equals(key("b")) ? Mono.never() : recording.handle(m))
            .listener(listener)
            .poll(mailbox)
            .subscribe();
    assertThat(recorded.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    poll.dispose();
    assertThat(known(ledger)).containsExactlyInAnyOrder(key("a"), key("c"));
    PollResult next = poll(recording);
    assertThat(next.deleted()).isEqualTo(3);
    assertThat(server.commands().stream().filter("QUIT"::equals)).hasSize(1);
    assertThat(recording.count()).isEqualTo(3);
  }
}
