// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import org.jspecify.annotations.Nullable;

/**
 * The root of every failure that this module reports. Messages hold no secret, and what the server
 * chose is escaped in them.
 */
public abstract sealed class IngestException extends RuntimeException
    permits HandlerException,
        LedgerException,
        MailboxException,
        MessageRefusedException,
        MissingUniqueIdException {
  private static final long serialVersionUID = 1L;

  IngestException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Returns whether the next poll, some time later, may succeed where this one failed. */
  public abstract boolean isRetryable();
}
