// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import io.github.pop3reactive.session.CommitOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a poll has done so far; messages end on several threads. */
final class PollTally {
  private final String mailbox;
  private final IngestListener listener;
  private final long startedAt = System.nanoTime();
  private final Set<MessageKey> acknowledged = new HashSet<>();
  private final List<MessageFailure> failures = new ArrayList<>();
  private ListingSummary listing = ListingSummary.NONE;
  private long delivered;
  private long deliveredOctets;
  private long failed;
  private boolean retrievedInVain;
  private long deleted;
  private long undeleted;
  private @Nullable CommitOutcome commit;
  private @Nullable IngestException failure;

  PollTally(String mailbox, IngestListener listener) {
    this.mailbox = mailbox;
    this.listener = listener;
  }

  void started() {
    listener.pollStarted(mailbox);
  }

  void listed(ListingSummary summary) {
    synchronized (this) {
      listing = summary;
    }
    listener.listed(mailbox, summary);
  }

  synchronized void known(MessageKey key) {
    acknowledged.add(key);
  }

  void delivered(MessageKey key, long octets) {
    synchronized (this) {
      acknowledged.add(key);
      delivered++;
      deliveredOctets += octets;
    }
    listener.messageDelivered(mailbox, key, octets);
  }

  void messageFailed(MessageFailure messageFailure) {
    synchronized (this) {
      failed++;
      if (failures.size() < PollResult.MAX_FAILURES) {
        failures.add(messageFailure);
      }
    }
    listener.messageFailed(mailbox, messageFailure);
  }

  /** Notes that a message was retrieved and is not acknowledged. */
  synchronized void retrievedInVain() {
    retrievedInVain = true;
  }

  synchronized boolean isRetrievedInVain() {
    return retrievedInVain;
  }

  /** Notes why the poll cannot go on; the first reason stays. */
  synchronized void fail(Throwable cause) {
    if (failure == null) {
      failure = cause instanceof IngestException known ? known : new MailboxException(cause);
    }
  }

  synchronized boolean isFailed() {
    return failure != null;
  }

  synchronized Set<MessageKey> acknowledged() {
    return Set.copyOf(acknowledged);
  }

  synchronized void committed(@Nullable CommitOutcome outcome) {
    commit = outcome;
  }

  synchronized void deletions(long wanted, long done) {
    deleted = done;
    undeleted = wanted - done;
  }

  synchronized PollResult result() {
    return new PollResult(
        mailbox,
        listing,
        delivered,
        deliveredOctets,
        failures,
        failed,
        deleted,
        undeleted,
        commit,
        failure,
        Duration.ofNanos(System.nanoTime() - startedAt));
  }
}
