// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One line that the client sends and the shape of the reply to it. Made by {@link Pop3Requests} or,
 * for commands unknown to it, by {@link #of}; immutable.
 *
 * <p>Arguments are checked when the request is made: no control characters (Unicode category Cc,
 * which holds CR, LF, NUL and DEL) and no unpaired surrogates. On the wire they are UTF-8. {@link
 * #toString()} shows no argument of {@code PASS}, {@code APOP} and of continuations, and of {@code
 * AUTH} nothing but the name of the mechanism.
 */
public final class Pop3Request {
  private static final Set<Pop3Command> SECRET = Set.of(Pop3Command.PASS, Pop3Command.APOP);

  /** RFC 4422 section 3.1. */
  private static final Pattern MECHANISM = Pattern.compile("[A-Z0-9_-]{1,20}");

  private final Pop3Command command;
  private final List<String> arguments;
  private final ReplyShape replyShape;
  private final boolean continuation;

  private Pop3Request(
      Pop3Command command, List<String> arguments, ReplyShape replyShape, boolean continuation) {
    arguments.forEach(Pop3Request::check);
    this.command = command;
    this.arguments = arguments;
    this.replyShape = replyShape;
    this.continuation = continuation;
  }

  /**
   * Returns a request with these arguments, each preceded by one space on the wire.
   *
   * @throws IllegalArgumentException if an argument holds a character that is not allowed; the
   *     message does not repeat the argument
   */
  public static Pop3Request of(Pop3Command command, ReplyShape replyShape, String... arguments) {
    return new Pop3Request(command, List.of(arguments), replyShape, false);
  }

  static Pop3Request continuation(Pop3Command command, String line) {
    return new Pop3Request(command, List.of(line), ReplyShape.CONTINUATION, true);
  }

  private static void check(String argument) {
    for (int i = 0; i < argument.length(); i++) {
      char c = argument.charAt(i);
      if (Character.isISOControl(c)) {
        throw new IllegalArgumentException(
            "control character at index " + i + " of a command's argument");
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < argument.length()
                && Character.isLowSurrogate(argument.charAt(i + 1));
        if (!pair) {
          throw new IllegalArgumentException(
              "unpaired surrogate at index " + i + " of a command's argument");
        }
        i++;
      }
    }
  }

  /** Returns the command; for a continuation the command that it continues. */
  public Pop3Command command() {
    return command;
  }

  /** Returns how the reply is to be read. */
  public ReplyShape replyShape() {
    return replyShape;
  }

  /** Returns whether this is an answer within an exchange and the wire carries no keyword. */
  public boolean isContinuation() {
    return continuation;
  }

  List<String> arguments() {
    return arguments;
  }

  @Override
  public String toString() {
    if (arguments.isEmpty()) {
      return command.verb();
    }
    if (continuation || SECRET.contains(command)) {
      return command + " ***";
    }
    if (command.equals(Pop3Command.AUTH)) {
      String mechanism = MECHANISM.matcher(arguments.get(0)).matches() ? arguments.get(0) : "***";
      return command + " " + mechanism + (arguments.size() > 1 ? " ***" : "");
    }
    return command + " " + String.join(" ", arguments);
  }
}
