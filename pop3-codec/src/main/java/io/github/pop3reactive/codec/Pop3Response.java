// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import org.jspecify.annotations.Nullable;

/**
 * A status line (RFC 1939 section 3) or a continuation (RFC 5034 section 4).
 *
 * @param status what the line begins with
 * @param code the response code in brackets at the start of the text (RFC 2449 section 8), or null
 *     if there is none; never set on a continuation
 * @param text what follows the status and the code, without the blanks between them and without
 *     CRLF, decoded as UTF-8 with malformed octets replaced. It is the server's: escape it before
 *     showing it
 */
public record Pop3Response(Status status, @Nullable ResponseCode code, String text)
    implements Pop3Object {

  /** What a status line begins with. */
  public enum Status {
    /** {@code +OK} */
    OK,
    /** {@code -ERR} */
    ERR,
    /** {@code +} alone, the server waits for another line of the client's. */
    CONTINUE
  }

  /** Returns whether the status is {@link Status#OK}. */
  public boolean isOk() {
    return status == Status.OK;
  }

  static Pop3Response of(Status status, String text) {
    if (status != Status.CONTINUE && text.startsWith("[")) {
      int close = text.indexOf(']');
      if (close > 1) {
        return new Pop3Response(
            status,
            new ResponseCode(text.substring(1, close)),
            text.substring(close + 1).stripLeading());
      }
    }
    return new Pop3Response(status, null, text);
  }
}
