// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import org.jspecify.annotations.Nullable;

/**
 * The server has no UIDL, or lists a message without a unique-id, so that it cannot be known
 * whether a message was taken in before. All, or that one, are left alone. Not retryable.
 */
public final class MissingUniqueIdException extends IngestException {
  private static final long serialVersionUID = 1L;

  MissingUniqueIdException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
