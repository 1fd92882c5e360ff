// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Command;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A deadline of {@link SessionOptions} passed. The connection is closed. Retryable. */
public final class Pop3TimeoutException extends Pop3Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param command the command that was waited for, or null
   * @param phase what did not happen in time
   * @param timeout the deadline
   */
  public Pop3TimeoutException(@Nullable Pop3Command command, String phase, Duration timeout) {
    super(command, phase + " took longer than " + timeout.toMillis() + " ms", null);
  }

  @Override
  public boolean isRetryable() {
    return true;
  }
}
