// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.codec.Pop3Response;
import io.github.pop3reactive.codec.ResponseCode;
import org.jspecify.annotations.Nullable;

/**
 * The server answered a command, or the connection, with {@code -ERR}. The session goes on unless
 * the server ends it.
 *
 * <p>Retryable are the codes IN-USE, LOGIN-DELAY and SYS/TEMP (RFC 2449 section 8.1, RFC 3206), a
 * refused greeting without a code, and a refused login or STAT whose text says one of these; see
 * {@link LoginFailure}. An {@code -ERR} with a SYS code, or one behind which the server closes,
 * says nothing about the message that the command was for.
 */
public final class Pop3ResponseException extends Pop3Exception {
  private static final long serialVersionUID = 1L;

  private final transient Pop3Response response;
  private final transient @Nullable LoginFailure loginFailure;

  Pop3ResponseException(@Nullable Pop3Command command, Pop3Response response) {
    this(command, response, null);
  }

  Pop3ResponseException(
      @Nullable Pop3Command command, Pop3Response response, @Nullable LoginFailure loginFailure) {
    super(
        command,
        "refused"
            + (response.code() == null ? "" : " [" + shown(response.code().value()) + "]")
            + (response.text().isEmpty() ? "" : ": " + shown(response.text())),
        null);
    this.response = response;
    this.loginFailure = loginFailure;
  }

  LoginFailure loginFailure() {
    return loginFailure == null ? LoginFailure.ofOther(response) : loginFailure;
  }

  /** Returns the response; its text is the server's and not escaped. */
  public Pop3Response response() {
    return response;
  }

  /** Returns the response code, or null if the server gave none. */
  public @Nullable ResponseCode code() {
    return response.code();
  }

  /**
   * Returns whether the server refuses because the message has UTF-8 and the session has not asked
   * for {@link Pop3Session#utf8()} (UTF8, RFC 6856 section 5). Another session that does may get
   * it.
   */
  public boolean isUtf8Required() {
    ResponseCode code = response.code();
    return code != null && code.is("UTF8");
  }

  @Override
  public boolean isRetryable() {
    Pop3Command command = command();
    boolean textCounts =
        command == null || CommandRules.isLogin(command) || command.equals(Pop3Command.STAT);
    return (code() != null || textCounts) && loginFailure().reason().isRetryable();
  }
}
