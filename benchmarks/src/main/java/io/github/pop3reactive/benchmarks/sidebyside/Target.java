// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.sidebyside;

import java.math.BigDecimal;
import java.util.List;

/**
 * One thing the client is to reach.
 *
 * @param workload where it is measured
 * @param subject which variant of ours
 * @param measure what is compared
 * @param peers the clients it is compared with, the best of which counts; of another workload if
 *     {@code client@workload}; empty if the figure stands for itself
 * @param bound the figure that is demanded
 */
record Target(String workload, String subject, Measure measure, List<String> peers, double bound) {

  /** What is compared. */
  enum Measure {
    /** Time of the peer over ours. */
    SPEED("x the speed of", true),
    /** Ours over that of the peer. */
    TIME("x the time of", false),
    /** Ours over that of the peer. */
    CPU("x the CPU of", false),
    /** Resumed handshakes over all, by the count of the server. */
    RESUMED("of handshakes resumed", true),
    /** Flights of a session, the greeting being one, by the count of the server. */
    ROUND_TRIPS("round trips a session", false),
    /** Octets that threads allocate for a message, or for an entry of a listing. */
    HEAP_PER_MESSAGE("octets of heap a message or entry", false),
    /** Octets that threads allocate for an entry of UIDL, without the {@code UniqueId} itself. */
    ENTRY_GARBAGE("octets of garbage an entry", false),
    /** Octets of live heap of an idle session. */
    IDLE_HEAP("octets of live heap a session", false),
    /** Octets of resident set of an idle session. */
    IDLE_RESIDENT("octets of resident set a session", false);

    private final String text;
    private final boolean least;

    Measure(String text, boolean least) {
      this.text = text;
      this.least = least;
    }

    boolean isReached(double figure, double bound) {
      return least ? figure >= bound : figure <= bound;
    }

    /** Returns the demand in words. */
    String demand(double bound, List<String> peers) {
      return (least ? "at least " : "at most ")
          + BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString()
          + " "
          + text
          + (peers.isEmpty() ? "" : " " + String.join(", ", peers));
    }
  }
}
