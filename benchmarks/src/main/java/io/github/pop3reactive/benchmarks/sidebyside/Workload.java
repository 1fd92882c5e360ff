// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.sidebyside;

/**
 * What is read in one repetition.
 *
 * @param maildrop which of the server's maildrops
 * @param mailboxes how many sessions, each of which reads all of it
 * @param concurrency how many of them at once
 * @param delayed whether the server answers a round trip later
 */
record Workload(
    String name, String maildrop, int mailboxes, int concurrency, boolean tls, boolean delayed) {

  static final String BULK = "bulk";

  boolean isManySessions() {
    return mailboxes > 1;
  }

  /** Returns which of the server's ports it goes to. */
  String port() {
    return (tls ? "tls" : "plain") + (delayed ? "-delayed" : "");
  }
}
