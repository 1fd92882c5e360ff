// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Polls mailboxes: lists, gives what is not in the ledger to the handler, records what it
 * acknowledged, deletes that if the mailbox is set so, and commits. Immutable; the methods that
 * change a setting return another one, which knows of the same polls in progress.
 *
 * <p><b>Order.</b> Nothing is recorded that was not acknowledged, nothing is deleted that was not
 * recorded, and no entry is dropped before its message is known to be removed: the outcome was
 * {@link io.github.pop3reactive.session.CommitOutcome#COMMITTED}, or a mailbox with deletion no
 * longer lists it. Copies with the same unique-id are deleted together, once all of them are
 * recorded. If the ledger fails, nothing is deleted and QUIT is not sent.
 *
 * <p><b>Failures.</b> One message that is refused or that the handler fails on does not stop the
 * others. A failure of the connection stops the mailbox; messages whose bodies are complete by then
 * are still acknowledged and recorded. It never stops other mailboxes.
 *
 * <p><b>Concurrency.</b> As many messages of a mailbox are with the handler at a time as {@link
 * io.github.pop3reactive.session.SessionOptions#pipeliningWindow()} of its client says, 32 unless
 * set; their bodies come one behind the other.
 */
public final class Ingestor {
  /** The time limit of a handler unless set: 5 minutes. */
  public static final Duration DEFAULT_ACKNOWLEDGE_WITHIN = Duration.ofMinutes(5);

  /** What an ingestor is made of. */
  record Config(
      Ledger ledger, MessageHandler handler, IngestListener listener, Duration acknowledgeWithin) {}

  private final Config config;
  private final Set<String> inProgress;

  private Ingestor(Config config, Set<String> inProgress) {
    this.config = config;
    this.inProgress = inProgress;
  }

  /**
   * Returns an ingestor with the defaults. The ledger stays the caller's, who closes it after the
   * last poll.
   */
  public static Ingestor of(Ledger ledger, MessageHandler handler) {
    return new Ingestor(
        new Config(ledger, handler, IngestListener.NONE, DEFAULT_ACKNOWLEDGE_WITHIN),
        ConcurrentHashMap.newKeySet());
  }

  /**
   * Limits how long the handler may take for a step: to subscribe to the body, to request more of
   * it, and to complete when it has come to its end. Waiting for the server does not count.
   *
   * @throws IllegalArgumentException if it is below 1 ms
   */
  public Ingestor acknowledgeWithin(Duration limit) {
    if (limit.toMillis() < 1) {
      throw new IllegalArgumentException("the limit is below 1 ms");
    }
    return new Ingestor(
        new Config(config.ledger(), config.handler(), config.listener(), limit), inProgress);
  }

  /** Tells this listener, instead of the one before, what happens. */
  public Ingestor listener(IngestListener listener) {
    IngestListener guarded = new GuardedListener(listener);
    return new Ingestor(
        new Config(config.ledger(), config.handler(), guarded, config.acknowledgeWithin()),
        inProgress);
  }

  /**
   * Polls a mailbox once with each subscription. Emits what was done, failures included, and never
   * fails. If the mailbox, by its id, is being polled already, the result is a retryable {@link
   * MailboxException} and no connection is made.
   *
   * <p>Cancel closes the connection without QUIT and cancels the handlers: what is not recorded by
   * then comes again, nothing is deleted.
   */
  public Mono<PollResult> poll(Mailbox mailbox) {
    return Mono.defer(
        () -> {
          if (!inProgress.add(mailbox.id())) {
            PollTally tally = new PollTally(mailbox.id(), config.listener());
            tally.fail(new MailboxException("the mailbox is being polled already"));
            return Mono.just(tally.result());
          }
          return Mono.using(
              mailbox::id, id -> new Poll(config, mailbox).run(), inProgress::remove, true);
        });
  }

  /**
   * Polls each mailbox once, so many at a time, and emits the results as the polls end. Fails only
   * if {@code mailboxes} does, after the polls that had begun.
   *
   * @throws IllegalArgumentException if concurrency is below 1
   */
  public Flux<PollResult> ingest(Publisher<Mailbox> mailboxes, int concurrency) {
    return Flux.from(mailboxes).flatMapDelayError(this::poll, concurrency, 1);
  }
}
