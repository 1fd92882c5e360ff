// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.codec.Pop3Request;
import io.github.pop3reactive.codec.Pop3Response;
import io.github.pop3reactive.codec.ResponseCode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of requests and status lines may be read by anyone. */
final class Redaction {
  private static final String HIDDEN = "***";

  private static final Set<Pop3Command> LOGINS =
      Set.of(Pop3Command.USER, Pop3Command.PASS, Pop3Command.APOP, Pop3Command.AUTH);

  private static final Set<Pop3Command> HARMLESS =
      Set.of(
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
          Pop3Command.UTF8);

  /** Refinements before what they refine. */
  private static final List<String> KNOWN_CODES =
      List.of("SYS/TEMP", "SYS/PERM", "SYS", "IN-USE", "LOGIN-DELAY", "AUTH", "UTF8");

  private Redaction() {}

  /** Returns whether the request holds what nobody else may read, or leads to it. */
  static boolean isSecret(Pop3Request request) {
    return LOGINS.contains(request.command());
  }

  static String shown(Pop3Request request) {
    Pop3Command command = request.command();
    if (request.isContinuation()) {
      return HIDDEN;
    }
    return HARMLESS.contains(command) || command.equals(Pop3Command.AUTH)
        ? Pop3Exception.shown(request.toString(), WireEvent.MAX_CHARACTERS)
        : command + " " + HIDDEN;
  }

  static String shown(Pop3Response response, boolean mayTellSecret) {
    String status =
        switch (response.status()) {
          case OK -> "+OK";
          case ERR -> "-ERR";
          case CONTINUE -> "+";
        };
    String code = code(response.code(), mayTellSecret);
    String text =
        mayTellSecret
            ? HIDDEN
            : Pop3Exception.shown(response.text(), WireEvent.MAX_CHARACTERS - code.length());
    return status + code + (text.isEmpty() ? "" : " " + text);
  }

  private static String code(@Nullable ResponseCode code, boolean mayTellSecret) {
    if (code == null) {
      return "";
    }
    if (!mayTellSecret) {
      return " [" + Pop3Exception.shown(code.value(), WireEvent.MAX_CHARACTERS / 2) + "]";
    }
    return KNOWN_CODES.stream()
        .filter(code::is)
        .findFirst()
        .map(known -> " [" + known + "]")
        .orElse("");
  }
}
