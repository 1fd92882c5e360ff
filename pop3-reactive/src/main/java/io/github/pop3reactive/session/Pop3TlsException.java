// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Command;
import org.jspecify.annotations.Nullable;

/**
 * TLS was asked for and cannot be had: the handshake failed, the certificate is not trusted or is
 * for another host, the server does not offer STLS or refused it, or a secret would have gone over
 * a connection in clear. No credentials were sent. The connection is closed, except where a secret
 * was withheld. Not retryable.
 */
public final class Pop3TlsException extends Pop3Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param command STLS, the command that was withheld, or null for a handshake from the start
   * @param message what happened
   * @param cause the cause, or null
   */
  public Pop3TlsException(
      @Nullable Pop3Command command, String message, @Nullable Throwable cause) {
    super(command, message, cause);
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
