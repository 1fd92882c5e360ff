// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

/**
 * The server has no UIDL, so that it cannot be known whether a message was taken in before. All are
 * left alone. Not retryable.
 */
public final class MissingUniqueIdException extends IngestException {
  private static final long serialVersionUID = 1L;

  MissingUniqueIdException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
