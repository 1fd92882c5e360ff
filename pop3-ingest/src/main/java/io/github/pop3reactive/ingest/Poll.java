// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import io.github.pop3reactive.ingest.Maildrop.Listed;
import io.github.pop3reactive.session.Capabilities;
import io.github.pop3reactive.session.CommitOutcome;
import io.github.pop3reactive.session.Pop3ResponseException;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.session.ScanListing;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One session with one mailbox: list, deliver what is new, delete, quit. */
final class Poll {
  private final Ingestor.Config config;
  private final Mailbox mailbox;
  private final PollTally tally;
  private final int window;

  Poll(Ingestor.Config config, Mailbox mailbox) {
    this.config = config;
    this.mailbox = mailbox;
    this.tally = new PollTally(mailbox.id(), config.listener());
    this.window = mailbox.client().options().pipeliningWindow();
  }

  /** Emits what was done; never fails. */
  Mono<PollResult> run() {
    return Mono.fromRunnable(tally::started)
        .then(
            Mono.usingWhen(
                mailbox.client().connect(),
                this::use,
                Poll::close,
                (session, error) -> close(session),
                Poll::close))
        .onErrorResume(
            e -> {
              tally.fail(e);
              return Mono.empty();
            })
        .then(Mono.fromSupplier(tally::result))
        .doOnNext(config.listener()::pollEnded);
  }

  private static Mono<Void> close(Pop3Session session) {
    return session.close().onErrorComplete();
  }

  private Mono<Void> use(Pop3Session session) {
    return list(session)
        .flatMap(maildrop -> compare(maildrop).flatMap(fresh -> take(session, maildrop, fresh)));
  }

  private Mono<Maildrop> list(Pop3Session session) {
    return Mono.zip(
        session
            .uidl()
            .collectList()
            .onErrorResume(Poll::isOfMessage, refusal -> withoutUidl(session, refusal)),
        session.list().collectMap(ScanListing::number),
        Maildrop::new);
  }

  /** A refusal that the end of the connection follows does not mean that there is no UIDL. */
  private static <T> Mono<T> withoutUidl(Pop3Session session, Throwable refusal) {
    Throwable failure =
        new MissingUniqueIdException(
            "the server has no unique-ids (" + refusal.getMessage() + ")", refusal);
    return session
        .noop()
        .onErrorResume(Pop3ResponseException.class, e -> Mono.empty())
        .then(Mono.error(failure));
  }

  /** Emits what the ledger does not have, and tells it what is gone for good. */
  private Mono<List<Listed>> compare(Maildrop maildrop) {
    return config
        .ledger()
        .load(mailbox.id())
        .map(LedgerEntry::key)
        .collect(Collectors.toCollection(HashSet::new))
        .flatMap(
            known -> {
              List<MessageKey> gone = maildrop.notListed(known);
              known.removeAll(new HashSet<>(gone));
              known.forEach(tally::known);
              List<Listed> fresh =
                  maildrop.messages().stream()
                      .filter(message -> !known.contains(message.key()))
                      .toList();
              tally.listed(maildrop.summary(fresh));
              maildrop.unidentified().forEach(this::leaveAlone);
              return forget(gone).thenReturn(fresh);
            });
  }

  private void leaveAlone(int number) {
    tally.messageFailed(
        new MessageFailure(
            number,
            null,
            new MissingUniqueIdException("the server tells no unique-id of the message", null)));
  }

  /**
   * Where this engine deletes, what was acknowledged and is no longer listed was removed by a
   * session whose outcome got lost. Where it does not, it stays known for as long as it may come
   * back.
   */
  private Mono<Void> forget(List<MessageKey> gone) {
    return mailbox.delete() && !gone.isEmpty()
        ? config.ledger().removed(mailbox.id(), gone)
        : Mono.empty();
  }

  private Mono<Void> take(Pop3Session session, Maildrop maildrop, List<Listed> fresh) {
    Delivery delivery = new Delivery(config, mailbox, session, tally);
    return Flux.fromIterable(fresh)
        .takeWhile(message -> !tally.isFailed())
        .flatMap(delivery::deliver, window)
        .then(Mono.defer(() -> finish(session, maildrop)));
  }

  private Mono<Void> finish(Pop3Session session, Maildrop maildrop) {
    Map<Integer, MessageKey> deletable =
        mailbox.delete() ? maildrop.deletable(tally.acknowledged()) : Map.of();
    tally.deletions(deletable.size(), 0);
    if (tally.isFailed()) {
      return Mono.empty();
    }
    return removesWhatWasRetrieved(session)
        .filter(removes -> !removes || !tally.isRetrievedInVain())
        .flatMap(safe -> delete(session, deletable))
        .flatMap(deleted -> quit(session, deletable.values(), deleted));
  }

  /** RFC 2449 section 6.7: "EXPIRE 0 USER" means that the answer differs once logged in. */
  private Mono<Boolean> removesWhatWasRetrieved(Pop3Session session) {
    if (mailbox.deleteOnRetrieve() || !tally.isRetrievedInVain()) {
      return Mono.just(mailbox.deleteOnRetrieve());
    }
    return session
        .capa()
        .onErrorResume(Pop3ResponseException.class, e -> Mono.just(session.capabilities()))
        .map(Poll::expiresAtOnce);
  }

  private static boolean expiresAtOnce(Capabilities capabilities) {
    return capabilities.expireDays().orElse(-1) == 0;
  }

  /** Marks messages as deleted and emits those that the server did not refuse to mark. */
  private Mono<List<MessageKey>> delete(Pop3Session session, Map<Integer, MessageKey> deletable) {
    return Flux.fromIterable(deletable.entrySet())
        .flatMap(
            message ->
                session
                    .dele(message.getKey())
                    .thenReturn(message.getValue())
                    .onErrorResume(Poll::isOfMessage, e -> Mono.empty()),
            window)
        .collectList();
  }

  private static boolean isOfMessage(Throwable error) {
    return error instanceof Pop3ResponseException refusal && !Delivery.isOfSystem(refusal);
  }

  private Mono<Void> quit(
      Pop3Session session, Collection<MessageKey> deletable, List<MessageKey> marked) {
    return session
        .quit()
        .onErrorResume(e -> marked.isEmpty() ? Mono.empty() : Mono.error(e))
        .flatMap(
            outcome -> {
              tally.committed(outcome);
              if (outcome != CommitOutcome.COMMITTED || marked.isEmpty()) {
                return Mono.<Void>empty();
              }
              tally.deletions(deletable.size(), marked.size());
              return config
                  .ledger()
                  .removed(mailbox.id(), Maildrop.deletedTogether(deletable, marked));
            });
  }
}
