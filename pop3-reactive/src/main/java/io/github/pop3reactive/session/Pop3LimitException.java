// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Command;
import org.jspecify.annotations.Nullable;

/**
 * A limit of {@link SessionOptions} was exceeded. If the server exceeded it, the connection is
 * closed. Not retryable without another limit.
 */
public final class Pop3LimitException extends Pop3Exception {
  private static final long serialVersionUID = 1L;

  Pop3LimitException(@Nullable Pop3Command command, String message, @Nullable Throwable cause) {
    super(command, message, cause);
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
