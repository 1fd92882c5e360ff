// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Command;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A deadline of {@link SessionOptions} passed. The connection is closed. Retryable. */
public final class Pop3TimeoutException extends Pop3Exception {
  private static final long serialVersionUID = 1L;

  private final boolean pipelined;

  /**
   * Makes the exception.
   *
   * @param command the command that was waited for, or null
   * @param phase what did not happen in time
   * @param timeout the deadline
   */
  public Pop3TimeoutException(@Nullable Pop3Command command, String phase, Duration timeout) {
    this(command, phase, timeout, false);
  }

  Pop3TimeoutException(
      @Nullable Pop3Command command, String phase, Duration timeout, boolean pipelined) {
    super(command, phase + " took longer than " + timeout.toMillis() + " ms", null);
    this.pipelined = pipelined;
  }

  /**
   * Returns whether nothing came of a command that was sent while the reply to the one before was
   * still due: the server may announce PIPELINING without being up to it, and drop what it has read
   * too much. {@link io.github.pop3reactive.client.Pop3Client} does not pipeline any more to a host
   * of which this was seen.
   */
  public boolean isPipelined() {
    return pipelined;
  }

  @Override
  public boolean isRetryable() {
    return true;
  }
}
