// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import org.jspecify.annotations.Nullable;

/**
 * The ledger could not be opened, read or written. A poll that meets this deletes nothing and ends
 * without QUIT.
 */
public sealed class LedgerException extends IngestException permits LedgerInUseException {
  private static final long serialVersionUID = 1L;

  private final boolean retryable;

  /**
   * Makes the exception.
   *
   * @param message what happened
   * @param cause the cause, or null
   * @param retryable whether the same may succeed later
   */
  public LedgerException(String message, @Nullable Throwable cause, boolean retryable) {
    super(message, cause);
    this.retryable = retryable;
  }

  @Override
  public boolean isRetryable() {
    return retryable;
  }
}
