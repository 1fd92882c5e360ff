// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

/** What became of the messages marked as deleted, as far as the answer to QUIT tells. */
public enum CommitOutcome {
  /** The server answered {@code +OK}: everything that was marked is removed. */
  COMMITTED,

  /**
   * The server answered {@code -ERR} (RFC 1939 section 6, "some deleted messages not removed"):
   * some, none or all of what was marked is removed.
   */
  PARTIAL,

  /** QUIT was sent and the connection ended, or the deadline passed, before the answer. */
  UNKNOWN
}
