// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import static io.github.pop3reactive.session.SessionState.AUTHORIZATION;
import static io.github.pop3reactive.session.SessionState.TRANSACTION;

import io.github.pop3reactive.codec.Pop3Command;
import java.util.Set;

/** What the RFCs say of when a command may be sent. */
final class CommandRules {
  private static final Set<Pop3Command> BEFORE_LOGIN =
      Set.of(
          Pop3Command.STLS,
          Pop3Command.USER,
          Pop3Command.PASS,
          Pop3Command.APOP,
          Pop3Command.AUTH,
          Pop3Command.UTF8);

  private static final Set<Pop3Command> AFTER_LOGIN =
      Set.of(
          Pop3Command.STAT,
          Pop3Command.LIST,
          Pop3Command.UIDL,
          Pop3Command.RETR,
          Pop3Command.TOP,
          Pop3Command.DELE,
          Pop3Command.NOOP,
          Pop3Command.RSET,
          Pop3Command.LAST);

  private static final Set<Pop3Command> LOGIN =
      Set.of(Pop3Command.USER, Pop3Command.PASS, Pop3Command.APOP, Pop3Command.AUTH);

  private CommandRules() {}

  /** Returns whether the command is legal in this state (RFC 1939 sections 4 to 6). */
  static boolean isLegal(Pop3Command command, SessionState state) {
    if (BEFORE_LOGIN.contains(command)) {
      return state == AUTHORIZATION;
    }
    if (AFTER_LOGIN.contains(command)) {
      return state == TRANSACTION;
    }
    return state == AUTHORIZATION || state == TRANSACTION;
  }

  /** Returns whether the command is part of a login and so must not go over a line in clear. */
  static boolean isLogin(Pop3Command command) {
    return LOGIN.contains(command);
  }

  /** Returns whether the command changes what the session is and so is not for the raw methods. */
  static boolean changesSession(Pop3Command command) {
    return isLogin(command) || command.equals(Pop3Command.STLS) || command.equals(Pop3Command.QUIT);
  }
}
