// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import java.util.Locale;

/**
 * The keyword of a command. The constants are those of RFC 1939, 1734, 2449, 2595 and 6856; any
 * other keyword is made with {@link #valueOf(String)}.
 *
 * @param verb the keyword in upper case: 1 to 40 printable US-ASCII characters other than space
 */
public record Pop3Command(String verb) {
  public static final Pop3Command APOP = new Pop3Command("APOP");
  public static final Pop3Command AUTH = new Pop3Command("AUTH");
  public static final Pop3Command CAPA = new Pop3Command("CAPA");
  public static final Pop3Command DELE = new Pop3Command("DELE");
  public static final Pop3Command LANG = new Pop3Command("LANG");
  public static final Pop3Command LAST = new Pop3Command("LAST");
  public static final Pop3Command LIST = new Pop3Command("LIST");
  public static final Pop3Command NOOP = new Pop3Command("NOOP");
  public static final Pop3Command PASS = new Pop3Command("PASS");
  public static final Pop3Command QUIT = new Pop3Command("QUIT");
  public static final Pop3Command RETR = new Pop3Command("RETR");
  public static final Pop3Command RSET = new Pop3Command("RSET");
  public static final Pop3Command STAT = new Pop3Command("STAT");
  public static final Pop3Command STLS = new Pop3Command("STLS");
  public static final Pop3Command TOP = new Pop3Command("TOP");
  public static final Pop3Command UIDL = new Pop3Command("UIDL");
  public static final Pop3Command USER = new Pop3Command("USER");
  public static final Pop3Command UTF8 = new Pop3Command("UTF8");

  /**
   * Checks the keyword.
   *
   * @throws IllegalArgumentException if the keyword is empty, too long or holds anything but
   *     printable US-ASCII; the message does not repeat it
   */
  public Pop3Command {
    boolean valid = !verb.isEmpty() && verb.length() <= 40;
    for (int i = 0; valid && i < verb.length(); i++) {
      valid = verb.charAt(i) > ' ' && verb.charAt(i) < 0x7f;
    }
    if (!valid) {
      throw new IllegalArgumentException("a keyword is 1 to 40 printable US-ASCII characters");
    }
    verb = verb.toUpperCase(Locale.ROOT);
  }

  /**
   * Returns the command with this keyword; lower case is folded to upper case.
   *
   * @throws IllegalArgumentException as the constructor does
   */
  public static Pop3Command valueOf(String verb) {
    return new Pop3Command(verb);
  }

  @Override
  public String toString() {
    return verb;
  }
}
