// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.codec.Pop3Response;
import org.jspecify.annotations.Nullable;

/**
 * The server did not accept the credentials or not in this way, or client and server have no
 * mechanism in common; {@link LoginFailure#of} tells which. A lost connection, a busy maildrop, a
 * login too soon and a fault of the server are never reported as this. Not retryable: trying again
 * with the same credentials may lock the account.
 */
public final class Pop3AuthenticationException extends Pop3Exception {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Pop3Response response;
  private final LoginFailure.Reason reason;

  Pop3AuthenticationException(
      @Nullable Pop3Command command,
      LoginFailure.Reason reason,
      String message,
      @Nullable Throwable cause) {
    super(command, message, cause);
    this.response = null;
    this.reason = reason;
  }

  Pop3AuthenticationException(
      Pop3Command command,
      LoginFailure.Reason reason,
      Pop3Response response,
      @Nullable String serverError) {
    super(
        command,
        (reason == LoginFailure.Reason.POLICY ? "login refused: " : "credentials refused: ")
            + shown(response.text())
            + (serverError == null ? "" : ", because of " + shown(serverError)),
        null);
    this.response = response;
    this.reason = reason;
  }

  LoginFailure loginFailure() {
    return LoginFailure.of(reason);
  }

  /** Returns the server's refusal, or null if it came not so far. */
  public @Nullable Pop3Response response() {
    return response;
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
