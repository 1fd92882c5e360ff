// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import io.github.pop3reactive.session.Pop3Exception;

/**
 * A poll did not come to its end: the connection, the login or a command failed, and the cause, as
 * a rule a {@link Pop3Exception}, says how. What was acknowledged before is recorded; nothing was
 * deleted.
 */
public final class MailboxException extends IngestException {
  private static final long serialVersionUID = 1L;

  private final boolean retryable;

  MailboxException(Throwable cause) {
    super(cause instanceof Pop3Exception ? cause.getMessage() : "poll failed: " + cause, cause);
    this.retryable = cause instanceof Pop3Exception failure && failure.isRetryable();
  }

  MailboxException(String message) {
    super(message, null);
    this.retryable = true;
  }

  @Override
  public boolean isRetryable() {
    return retryable;
  }
}
