// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

/** What a session does between login and QUIT. */
public enum Task {
  /** LIST, then RETR of each message. */
  READ,
  /** STAT, UIDL and LIST, then RETR of each message, then DELE of each. */
  POLL,
  /** UIDL, and nothing of the messages. */
  UIDL,
  /** RETR of the first message, by a process of its own. */
  COLD,
  /** Nothing, and no QUIT. */
  IDLE
}
