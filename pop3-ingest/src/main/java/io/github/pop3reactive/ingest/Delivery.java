// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import io.github.pop3reactive.codec.ResponseCode;
import io.github.pop3reactive.ingest.Maildrop.Listed;
import io.github.pop3reactive.session.MessageBody;
import io.github.pop3reactive.session.Pop3ResponseException;
import io.github.pop3reactive.session.Pop3Session;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Takes the messages of one session from the server to the handler and their acknowledgements to
 * the ledger. Never fails: what happened is in the tally.
 */
final class Delivery {
  private final Ingestor.Config config;
  private final Mailbox mailbox;
  private final Pop3Session session;
  private final PollTally tally;
  private final Scheduler timer = Schedulers.parallel();

  Delivery(Ingestor.Config config, Mailbox mailbox, Pop3Session session, PollTally tally) {
    this.config = config;
    this.mailbox = mailbox;
    this.session = session;
    this.tally = tally;
  }

  Mono<Void> deliver(Listed message) {
    return Mono.defer(() -> tally.isFailed() ? Mono.<Void>empty() : handle(message))
        .onErrorResume(
            e -> {
              tally.fail(e);
              return Mono.empty();
            });
  }

  private Mono<Void> handle(Listed message) {
    MessageKey key = message.key();
    BodyWatch watch =
        new BodyWatch(
            session.retr(message.listing()),
            octets -> config.listener().received(mailbox.id(), key, octets),
            timer);
    long maxAggregateOctets = mailbox.client().options().maxAggregateOctets();
    IncomingMessage incoming =
        new IncomingMessage(
            mailbox.id(),
            key,
            message.number(),
            message.listing().octets(),
            MessageBody.of(watch.watched(), maxAggregateOctets));
    Duration limit = config.acknowledgeWithin();
    return Mono.defer(() -> config.handler().handle(incoming))
        .or(watch.expiry(limit))
        .<Optional<Throwable>>thenReturn(Optional.empty())
        .onErrorResume(e -> Mono.just(Optional.of(e)))
        .flatMap(failure -> settle(message, watch, failure.orElse(null)));
  }

  private Mono<Void> settle(Listed message, BodyWatch watch, @Nullable Throwable failure) {
    Throwable lost = watch.error();
    if (lost instanceof Pop3ResponseException refusal) {
      return refused(message, refusal);
    }
    if (watch.seal()) {
      tally.retrievedInVain();
      HandlerException cause = new HandlerException("the handler left the body behind", failure);
      fail(message, cause);
      tally.fail(cause);
      return session.close();
    }
    if (lost != null) {
      tally.retrievedInVain();
      return Mono.error(lost);
    }
    if (failure != null) {
      if (watch.isRetrieved()) {
        tally.retrievedInVain();
      }
      fail(message, new HandlerException("the handler failed: " + failure, failure));
      return Mono.empty();
    }
    return acknowledge(message, watch);
  }

  private Mono<Void> acknowledge(Listed message, BodyWatch watch) {
    LedgerEntry entry =
        new LedgerEntry(
            message.key(),
            message.listing().octets(),
            Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS));
    return config
        .ledger()
        .acknowledged(mailbox.id(), entry)
        .doOnSuccess(done -> tally.delivered(message.key(), watch.octets()));
  }

  /**
   * A refusal that the end of the connection follows, or that names the system as its reason, says
   * nothing about the message. Another reply shows that the session goes on.
   */
  private Mono<Void> refused(Listed message, Pop3ResponseException refusal) {
    if (isOfSystem(refusal)) {
      return Mono.error(refusal);
    }
    return session
        .noop()
        .onErrorResume(Pop3ResponseException.class, e -> Mono.empty())
        .doOnError(e -> e.addSuppressed(refusal))
        .doOnSuccess(done -> fail(message, new MessageRefusedException(refusal)));
  }

  private void fail(Listed message, IngestException cause) {
    tally.messageFailed(new MessageFailure(message.number(), message.key(), cause));
  }

  static boolean isOfSystem(Pop3ResponseException refusal) {
    ResponseCode code = refusal.code();
    return code != null && code.is("SYS");
  }
}
