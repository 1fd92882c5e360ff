// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Command;
import org.jspecify.annotations.Nullable;

/**
 * The connection could not be made, or it ended before the command was answered to its end. Nothing
 * was deleted by a connection that ended without QUIT (RFC 1939 section 6). Retryable.
 */
public final class Pop3ConnectionException extends Pop3Exception {
  private static final long serialVersionUID = 1L;

  private final boolean sent;
  private final String what;

  /**
   * Makes the exception.
   *
   * @param command the command that was not answered, or null
   * @param sent whether the command may have reached the server
   * @param message what happened
   * @param cause the cause, or null
   */
  public Pop3ConnectionException(
      @Nullable Pop3Command command, boolean sent, String message, @Nullable Throwable cause) {
    super(command, message + (command == null ? "" : sent ? " (sent)" : " (not sent)"), cause);
    this.sent = sent;
    this.what = message;
  }

  private Pop3ConnectionException(String message) {
    super(null, message, null, false);
    this.sent = false;
    this.what = message;
  }

  /** Returns the reason for an end that was asked for, which nobody may ever see. */
  static Pop3ConnectionException closedBy(String whom) {
    return new Pop3ConnectionException("closed by " + whom);
  }

  /** Returns whether the command may have reached the server; false means that it never did. */
  public boolean isSent() {
    return sent;
  }

  /** Returns what happened, without the command. */
  String what() {
    return what;
  }

  @Override
  public boolean isRetryable() {
    return true;
  }
}
