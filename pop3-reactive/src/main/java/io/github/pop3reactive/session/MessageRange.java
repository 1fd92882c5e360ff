// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

/**
 * A range of messages, in the sense of the numbers that one session gives them.
 *
 * @param first the first number, at least 1
 * @param last the last number, included; clipped to the number of messages that STAT tells
 */
public record MessageRange(int first, int last) {

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if {@code first} is below 1 or {@code last} below {@code
   *     first}
   */
  public MessageRange {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("range from " + first + " to " + last);
    }
  }

  /** Returns the range of all messages. */
  public static MessageRange all() {
    return startingAt(1);
  }

  /** Returns the range from this message to the end of the maildrop. */
  public static MessageRange startingAt(int first) {
    return new MessageRange(first, Integer.MAX_VALUE);
  }

  /** Returns the range of this one message. */
  public static MessageRange of(int number) {
    return new MessageRange(number, number);
  }

  /** Returns the range from {@code first} to {@code last}, both included. */
  public static MessageRange of(int first, int last) {
    return new MessageRange(first, last);
  }
}
