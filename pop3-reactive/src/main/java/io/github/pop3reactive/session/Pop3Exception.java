// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Command;
import org.jspecify.annotations.Nullable;

/**
 * The root of every failure that a session or a client reports. The message names the command and
 * the server's text, escaped and shortened; it never holds a secret. Where a server repeats in its
 * answer to a login what it was sent, its text is withheld.
 */
public abstract sealed class Pop3Exception extends RuntimeException
    permits Pop3AuthenticationException,
        Pop3CommitException,
        Pop3ConnectionException,
        Pop3LimitException,
        Pop3ProtocolException,
        Pop3ResponseException,
        Pop3TimeoutException,
        Pop3TlsException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN_CHARACTERS = 200;

  private final @Nullable Pop3Command command;

  Pop3Exception(@Nullable Pop3Command command, String message, @Nullable Throwable cause) {
    this(command, message, cause, true);
  }

  Pop3Exception(
      @Nullable Pop3Command command,
      String message,
      @Nullable Throwable cause,
      boolean hasStackTrace) {
    super(command == null ? message : command + ": " + message, cause, true, hasStackTrace);
    this.command = command;
  }

  /** Returns the command that failed, or null if it was none in particular. */
  public @Nullable Pop3Command command() {
    return command;
  }

  /** Returns whether the same on a new connection, some time later, may succeed. */
  public abstract boolean isRetryable();

  /** Returns the server's text fit for a log: printable, on one line, shortened. */
  static String shown(String text) {
    return shown(text, SHOWN_CHARACTERS);
  }

  static String shown(String text, int maxCharacters) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), maxCharacters); i++) {
      char c = text.charAt(i);
      if (isUnprintable(c)) {
        shown.append(String.format("\\u%04x", (int) c));
      } else {
        shown.append(c);
      }
    }
    return text.length() > maxCharacters ? shown + "..." : shown.toString();
  }

  private static boolean isUnprintable(char c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
