// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import io.github.pop3reactive.benchmarks.server.MaildropFacts;
import java.util.concurrent.atomic.LongAdder;

/** What a client received, from any thread, compared with what it had to receive. */
public final class Tally {
  private final LongAdder messages = new LongAdder();
  private final LongAdder octets = new LongAdder();
  private final LongAdder checksum = new LongAdder();
  private final LongAdder ids = new LongAdder();
  private final LongAdder idChecksum = new LongAdder();

  /** Counts one entry of UIDL. */
  void addId(int number, String id) {
    ids.increment();
    idChecksum.add((long) number * id.hashCode());
  }

  /** Counts one message. */
  void add(int number, long messageOctets, long crc) {
    messages.increment();
    octets.add(messageOctets);
    checksum.add(number * crc);
  }

  /** Counts a maildrop whose content was not looked at. */
  void addUnchecked(MaildropFacts maildrop) {
    messages.add(maildrop.messages());
    octets.add((long) maildrop.messages() * maildrop.octets());
    checksum.add(maildrop.checksum());
  }

  long checksum() {
    return checksum.sum();
  }

  /**
   * Compares with the job done once.
   *
   * @throws IllegalStateException if anything differs
   */
  public void verify(Job job) {
    MaildropFacts facts = job.maildrop();
    long expectedMessages = (long) facts.messages() * job.mailboxes();
    if (job.task() == Task.UIDL) {
      same("unique-ids", expectedMessages, ids.sum());
      same("checksum of unique-ids", facts.idChecksum() * job.mailboxes(), idChecksum.sum());
      return;
    }
    same("messages", expectedMessages, messages.sum());
    same("octets", expectedMessages * facts.octets(), octets.sum());
    same("checksum", facts.checksum() * job.mailboxes(), checksum.sum());
  }

  private static void same(String what, long expected, long actual) {
    if (expected != actual) {
      throw new IllegalStateException(what + ": " + actual + ", must be " + expected);
    }
  }
}
