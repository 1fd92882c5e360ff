// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.metrics;

import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.codec.Pop3Response;
import io.github.pop3reactive.session.LoginFailure;
import io.github.pop3reactive.session.Pop3AuthenticationException;
import io.github.pop3reactive.session.Pop3ConnectionException;
import io.github.pop3reactive.session.Pop3Exception;
import io.github.pop3reactive.session.Pop3LimitException;
import io.github.pop3reactive.session.Pop3ResponseException;
import io.github.pop3reactive.session.Pop3TimeoutException;
import io.github.pop3reactive.session.Pop3TlsException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of tags: few, whatever servers say. */
final class Outcome {
  static final String SUCCESS = "success";
  static final String CANCELLED = "cancelled";
  private static final String OTHER = "other";

  private static final Set<Pop3Command> KNOWN =
      Set.of(
          Pop3Command.APOP,
          Pop3Command.AUTH,
          Pop3Command.CAPA,
          Pop3Command.DELE,
          Pop3Command.LANG,
          Pop3Command.LAST,
          Pop3Command.LIST,
          Pop3Command.NOOP,
          Pop3Command.QUIT,
          Pop3Command.RETR,
          Pop3Command.RSET,
          Pop3Command.STAT,
          Pop3Command.STLS,
          Pop3Command.TOP,
          Pop3Command.UIDL,
          Pop3Command.USER,
          Pop3Command.UTF8);

  private Outcome() {}

  /** Names the command, if it is one of an RFC. */
  static String command(Pop3Command command) {
    return KNOWN.contains(command) ? command.verb() : OTHER;
  }

  /** Names why there is no session or no login. */
  static String ofLogin(Throwable failure) {
    return failure instanceof Pop3Exception known
        ? LoginFailure.of(known).reason().name().toLowerCase(Locale.ROOT)
        : OTHER;
  }

  /** Names what became of a command that {@code status} was the last answer to. */
  static String ofCommand(Pop3Response.@Nullable Status status, @Nullable Throwable failure) {
    if (failure == null) {
      if (status == null) {
        return "unsent";
      }
      return status == Pop3Response.Status.ERR ? "err" : "ok";
    }
    return ofEnd(failure);
  }

  /** Names what ended a session. */
  static String ofEnd(@Nullable Throwable failure) {
    if (failure == null) {
      return "closed";
    }
    if (failure instanceof Pop3ConnectionException) {
      return "lost";
    }
    if (failure instanceof Pop3TimeoutException) {
      return "timeout";
    }
    if (failure instanceof Pop3LimitException) {
      return "limit";
    }
    if (failure instanceof Pop3TlsException) {
      return "tls";
    }
    if (failure instanceof Pop3ResponseException
        || (failure instanceof Pop3AuthenticationException login && login.response() != null)) {
      return "refused";
    }
    return failure instanceof Pop3Exception ? "protocol" : OTHER;
  }
}
