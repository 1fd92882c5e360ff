// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3CodecException;
import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.codec.Pop3Request;
import io.github.pop3reactive.codec.Pop3Response;
import io.netty.handler.codec.TooLongFrameException;
import org.jspecify.annotations.Nullable;

/** From what went wrong to what is reported. */
final class Failures {
  private Failures() {}

  /** Returns why the request must not be written now, or null. */
  static @Nullable Throwable refusal(
      @Nullable Pop3Request request, SessionStatus status, SessionOptions options) {
    if (request == null) {
      return null;
    }
    Pop3Command command = request.command();
    if (!CommandRules.isLegal(command, status.state)) {
      return new IllegalStateException(command + " is not legal in " + status.state);
    }
    if (command.equals(Pop3Command.STLS) && status.encrypted) {
      return new IllegalStateException("the connection is secured already");
    }
    if (command.equals(Pop3Command.STLS) && status.utf8) {
      return new IllegalStateException("no STLS behind UTF8 (RFC 6856 section 2.1)");
    }
    if (CommandRules.isLogin(command) && !status.encrypted && !options.plaintextLogin()) {
      return new Pop3TlsException(command, "withheld, the connection is in clear", null);
    }
    return null;
  }

  static Pop3Exception of(
      @Nullable Exchange head, Throwable cause, @Nullable Pop3Response goodbye) {
    Pop3Command command = head == null ? null : head.command();
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof Pop3Exception known) {
      return known;
    }
    if (cause instanceof Pop3CodecException && head instanceof LoginExchange) {
      int quoted = message.indexOf('"');
      String told = quoted < 0 ? message : message.substring(0, quoted) + "(may repeat a secret)";
      return new Pop3ProtocolException(command, told, null);
    }
    if (cause instanceof Pop3CodecException) {
      return head instanceof StlsExchange
          ? new Pop3TlsException(command, message, cause)
          : new Pop3ProtocolException(command, message, cause);
    }
    if (cause instanceof TooLongFrameException) {
      return new Pop3LimitException(command, message, cause);
    }
    if (goodbye != null) {
      return closedByServer(goodbye);
    }
    return new Pop3ConnectionException(null, true, "connection lost: " + cause, cause);
  }

  static Pop3Exception ofEncoder(@Nullable Pop3Command command, Throwable cause) {
    return new Pop3LimitException(command, String.valueOf(cause.getMessage()), cause);
  }

  static Pop3ConnectionException noEventLoop(@Nullable Pop3Command command) {
    return new Pop3ConnectionException(command, false, "the event loop is gone", null);
  }

  static Pop3Exception closedByServer(@Nullable Pop3Response goodbye) {
    return new Pop3ConnectionException(
        null,
        true,
        "connection closed by server"
            + (goodbye == null ? "" : ": " + Pop3Exception.shown(goodbye.text())),
        null);
  }

  /** Returns what a command that was not answered to its end is told. */
  static Pop3ConnectionException lost(
      @Nullable Pop3Command command, boolean sent, Throwable reason) {
    boolean known = reason instanceof Pop3ConnectionException;
    String message = known ? ((Pop3ConnectionException) reason).what() : "connection closed";
    return new Pop3ConnectionException(command, sent, message, known ? reason.getCause() : reason);
  }
}
