// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.sidebyside;

import io.github.pop3reactive.benchmarks.contest.Task;

/**
 * What is read in one repetition.
 *
 * @param maildrop which of the server's maildrops
 * @param mailboxes how many sessions, each of which reads all of it
 * @param concurrency how many of them at once
 * @param port which of the server's ports it goes to
 */
record Workload(
    String name, String maildrop, Task task, int mailboxes, int concurrency, String port) {

  static final String BULK = "bulk";

  boolean isManySessions() {
    return mailboxes > 1;
  }

  boolean tls() {
    return port.startsWith("tls");
  }

  /** Many short sessions run much more code than one that is long, with TLS most of all. */
  int warmupFactor() {
    return !isManySessions() ? 1 : tls() ? 3 : 2;
  }
}
