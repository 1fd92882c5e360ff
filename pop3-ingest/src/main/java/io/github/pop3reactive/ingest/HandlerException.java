// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import org.jspecify.annotations.Nullable;

/**
 * The handler did not acknowledge a message: it failed, which is the cause then, or it left its
 * time limit pass, or it completed while the body that it had subscribed to was still going on. The
 * message is not recorded and comes again. Retryable.
 */
public final class HandlerException extends IngestException {
  private static final long serialVersionUID = 1L;

  HandlerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean isRetryable() {
    return true;
  }
}
