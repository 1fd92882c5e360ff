// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.server;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What one session sees of a maildrop: the messages as they were at login, by number from 1, and
 * the marks on them. Nothing is removed from the maildrop before {@link #commit}.
 */
final class MaildropView {
  private final Maildrop maildrop;
  private final List<MaildropMessage> messages;
  private final BitSet deleted = new BitSet();
  private final BitSet retrieved = new BitSet();
  private int lastAccessed;
  private boolean closed;

  MaildropView(Maildrop maildrop, List<MaildropMessage> messages) {
    this.maildrop = maildrop;
    this.messages = messages;
  }

  /** Whether there is a message of that number, not marked as deleted. */
  boolean has(int number) {
    return number >= 1 && number <= messages.size() && !deleted.get(number);
  }

  MaildropMessage get(int number) {
    return messages.get(number - 1);
  }

  /** The numbers of the messages not marked as deleted. */
  List<Integer> numbers() {
    List<Integer> numbers = new ArrayList<>();
    for (int number = 1; number <= messages.size(); number++) {
      if (has(number)) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  long totalSize() {
    return numbers().stream().mapToLong(number -> get(number).size()).sum();
  }

  void markDeleted(int number) {
    deleted.set(number);
    lastAccessed = Math.max(lastAccessed, number);
  }

  void markRetrieved(int number) {
    retrieved.set(number);
    lastAccessed = Math.max(lastAccessed, number);
  }

  int lastAccessed() {
    return lastAccessed;
  }

  void reset() {
    deleted.clear();
    lastAccessed = 0;
  }

  /**
   * Removes the marked messages.
   *
   * @param retrievedToo whether those retrieved go as well
   * @param most how many are removed at most
   * @return whether all were
   */
  boolean commit(boolean retrievedToo, int most) {
    BitSet marked = (BitSet) deleted.clone();
    if (retrievedToo) {
      marked.or(retrieved);
    }
    List<MaildropMessage> doomed = marked.stream().limit(most).mapToObj(this::get).toList();
    maildrop.remove(doomed);
    return doomed.size() == marked.cardinality();
  }

  /** Lets others have the maildrop. */
  void close() {
    if (!closed) {
      closed = true;
      maildrop.close();
    }
  }
}
