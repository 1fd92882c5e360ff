// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Command;
import org.jspecify.annotations.Nullable;

/** The server broke the protocol. The connection is closed. Not retryable. */
public final class Pop3ProtocolException extends Pop3Exception {
  private static final long serialVersionUID = 1L;

  Pop3ProtocolException(@Nullable Pop3Command command, String message, @Nullable Throwable cause) {
    super(command, message, cause);
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
