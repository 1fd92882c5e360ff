// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.progress;

import io.github.pop3reactive.cli.console.Octets;
import io.github.pop3reactive.ingest.ListingSummary;
import io.github.pop3reactive.ingest.PollResult;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What all polls together have come to. */
final class Counters {
  private final int mailboxes;
  private final long startedAt = System.nanoTime();
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicLong expectedMessages = new AtomicLong();
  private final AtomicLong expectedOctets = new AtomicLong();
  private final AtomicLong messages = new AtomicLong();
  private final AtomicLong octets = new AtomicLong();

  Counters(int mailboxes) {
    this.mailboxes = mailboxes;
  }

  void listed(ListingSummary listing) {
    expectedMessages.addAndGet(listing.newMessages());
    expectedOctets.addAndGet(listing.newOctets());
  }

  void received(int received) {
    octets.addAndGet(received);
  }

  void delivered() {
    messages.incrementAndGet();
  }

  void ended(PollResult result) {
    ended.incrementAndGet();
    if (!result.isComplete()) {
      failed.incrementAndGet();
    }
  }

  long messages() {
    return messages.get();
  }

  long octets() {
    return octets.get();
  }

  long expectedOctets() {
    return Math.max(expectedOctets.get(), octets.get());
  }

  Octets rate() {
    double seconds = Math.max(0.001, (System.nanoTime() - startedAt) / 1e9);
    return new Octets(Math.round(octets.get() / seconds));
  }

  String messagesText() {
    return messages + "/" + expectedMessages + " messages";
  }

  String mailboxesText() {
    String text = ended + "/" + mailboxes + " mailboxes done";
    return failed.get() == 0 ? text : text + ", " + failed + " failed";
  }
}
