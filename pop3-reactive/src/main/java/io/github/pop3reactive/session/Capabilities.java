// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

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
    return lines.stream().anyMatch(line -> isTag(line, tag));
  }

  /** Returns the arguments of all lines with this tag, in their order. */
  public List<String> arguments(String tag) {
    return lines.stream()
        .filter(line -> isTag(line, tag))
        .flatMap(line -> Arrays.stream(line.trim().split("[ \\t]+")).skip(1))
        .toList();
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
