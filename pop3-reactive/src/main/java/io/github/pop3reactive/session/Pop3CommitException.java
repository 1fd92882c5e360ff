// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Command;

/**
 * Messages were marked as deleted and QUIT did not confirm their removal. Look at the maildrop in
 * another session to see which of them are left.
 */
public final class Pop3CommitException extends Pop3Exception {
  private static final long serialVersionUID = 1L;

  private final CommitOutcome outcome;

  /**
   * Makes the exception.
   *
   * @param outcome {@link CommitOutcome#PARTIAL} or {@link CommitOutcome#UNKNOWN}
   * @param deleted how many messages were marked
   */
  public Pop3CommitException(CommitOutcome outcome, long deleted) {
    super(Pop3Command.QUIT, "deletion of " + deleted + " messages is " + outcome, null);
    this.outcome = outcome;
  }

  /** Returns what is known. */
  public CommitOutcome outcome() {
    return outcome;
  }

  /** Returns true: deleting again what is still listed does no harm. */
  @Override
  public boolean isRetryable() {
    return true;
  }
}
