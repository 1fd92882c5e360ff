// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The answer to CAPA (RFC 2449 sections 5 and 6). Tags are compared without regard to case; what is
 * unknown is kept in {@link #lines()}.
 *
 * @param lines the lines as the server sent them
 */
public record Capabilities(List<String> lines) {

  /** No capabilities. */
  public static final Capabilities NONE = new Capabilities(List.of());

  /** Takes a copy of the lines. */
  public Capabilities {
    lines = List.copyOf(lines);
  }

  /** Returns whether there is a line with this tag. */
  public boolean has(String tag) {
    for (int i = 0; i < lines.size(); i++) {
      if (isTag(lines.get(i), tag)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the arguments of all lines with this tag, in their order. */
  public List<String> arguments(String tag) {
    List<String> arguments = new ArrayList<>();
    for (String line : lines) {
      if (isTag(line, tag)) {
        StringTokenizer words = new StringTokenizer(line.substring(tag.length()));
        while (words.hasMoreTokens()) {
          arguments.add(words.nextToken());
        }
      }
    }
    return Collections.unmodifiableList(arguments);
  }

  /** Returns these lines without those whose tags are told again, and behind them the latter. */
  Capabilities replacedBy(Capabilities told) {
    return new Capabilities(
        Stream.concat(
                lines.stream().filter(line -> !told.has(tag(line)) && !isTag(line, "PIPELINING")),
                told.lines.stream())
            .toList());
  }

  private static String tag(String line) {
    int end = 0;
    while (end < line.length() && line.charAt(end) > ' ') {
      end++;
    }
    return line.substring(0, end);
  }

  private static boolean isTag(String line, String tag) {
    return line.regionMatches(true, 0, tag, 0, tag.length())
        && (line.length() == tag.length() || line.charAt(tag.length()) <= ' ');
  }

  /**
   * Returns whether the server takes commands before it has answered the ones before (PIPELINING).
   */
  public boolean pipelining() {
    return has("PIPELINING");
  }

  /** Returns whether the connection can be secured (STLS, RFC 2595). */
  public boolean stls() {
    return has("STLS");
  }

  /** Returns whether TOP is announced. */
  public boolean top() {
    return has("TOP");
  }

  /** Returns whether UIDL is announced. */
  public boolean uidl() {
    return has("UIDL");
  }

  /** Returns whether USER and PASS are announced. */
  public boolean user() {
    return has("USER");
  }

  /** Returns whether responses may have codes in brackets (RESP-CODES, RFC 2449 section 6.4). */
  public boolean respCodes() {
    return has("RESP-CODES");
  }

  /**
   * Returns whether every refusal of the credentials has the code AUTH (AUTH-RESP-CODE, RFC 3206).
   */
  public boolean authRespCode() {
    return has("AUTH-RESP-CODE");
  }

  /** Returns the names of the announced mechanisms (SASL, RFC 5034), in upper case. */
  public Set<String> saslMechanisms() {
    return arguments("SASL").stream()
        .map(name -> name.toUpperCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Returns whether the server knows UTF-8 in messages (UTF8, RFC 6856 section 2), which {@link
   * Pop3Session#login} then turns on.
   */
  public boolean utf8() {
    return has("UTF8");
  }

  /** Returns whether user names and passwords may be in UTF-8 as well ({@code UTF8 USER}). */
  public boolean utf8User() {
    return hasArgument("UTF8", "USER");
  }

  /** Returns whether the language of responses can be chosen (LANG, RFC 6856 section 3). */
  public boolean lang() {
    return has("LANG");
  }

  /**
   * Returns how the server calls itself (IMPLEMENTATION), for logs: behaviour must not depend on it
   * (RFC 2449 section 6.9). Empty if it does not say.
   */
  public Optional<String> implementation() {
    return has("IMPLEMENTATION")
        ? Optional.of(String.join(" ", arguments("IMPLEMENTATION")))
        : Optional.empty();
  }

  /** Returns whether the server says that it never removes messages by itself (EXPIRE NEVER). */
  public boolean expiresNever() {
    return arguments("EXPIRE").stream().limit(1).anyMatch("NEVER"::equalsIgnoreCase);
  }

  /**
   * Returns whether EXPIRE differs from user to user ({@code EXPIRE 30 USER}): ask again once
   * logged in.
   */
  public boolean expireDependsOnUser() {
    return hasArgument("EXPIRE", "USER");
  }

  /**
   * Returns whether LOGIN-DELAY differs from user to user ({@code LOGIN-DELAY 60 USER}): ask again
   * once logged in.
   */
  public boolean loginDelayDependsOnUser() {
    return hasArgument("LOGIN-DELAY", "USER");
  }

  private boolean hasArgument(String tag, String argument) {
    return arguments(tag).stream().anyMatch(argument::equalsIgnoreCase);
  }

  /**
   * Returns for how many days at least messages are kept (EXPIRE): 0 means that retrieval is
   * deletion at QUIT. Empty if it is NEVER, is not announced or is no number.
   */
  public OptionalInt expireDays() {
    return number("EXPIRE");
  }

  /** Returns how many seconds at least have to pass between logins (LOGIN-DELAY). */
  public OptionalInt loginDelaySeconds() {
    return number("LOGIN-DELAY");
  }

  private OptionalInt number(String tag) {
    return arguments(tag).stream()
        .limit(1)
        .filter(argument -> argument.matches("[0-9]{1,9}"))
        .mapToInt(Integer::parseInt)
        .findFirst();
  }
}
