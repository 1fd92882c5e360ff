// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

/**
 * Something that went over the wire of a session, fit for a log: on one line, shortened, and
 * without secrets.
 *
 * <ul>
 *   <li>A request is shown with its arguments if it is CAPA, DELE, LANG, LAST, LIST, NOOP, QUIT,
 *       RETR, RSET, STAT, STLS, TOP, UIDL or UTF8. Of AUTH the name of the mechanism is shown. All
 *       other arguments, and lines within AUTH, are {@code ***}.
 *   <li>A status line is shown with its text, of which what is beyond {@value #MAX_CHARACTERS}
 *       characters is cut off. Whatever a server says between USER, PASS, APOP or AUTH and the next
 *       other request may repeat what it was sent: only status and a response code that is known
 *       are shown, for the rest stands {@code ***}. What a server repeats of a login later than
 *       that is not recognised.
 *   <li>A body is a number of octets, dot-stuffing undone, whatever its length.
 * </ul>
 *
 * Control characters, format characters and line separators are escaped as {@code \}{@code u001b}.
 *
 * @param connection names the connection within the process, in a few characters
 * @param source who said it
 * @param text what it was
 */
public record WireEvent(String connection, Source source, String text) {
  /** How many characters of a line are shown. */
  public static final int MAX_CHARACTERS = 512;

  /** Where an event comes from. */
  public enum Source {
    /** A request. */
    CLIENT("C: "),
    /** A status line or a body. */
    SERVER("S: "),
    /** Neither: connected, secured, failed or closed. */
    CONNECTION("");

    private final String prefix;

    Source(String prefix) {
      this.prefix = prefix;
    }
  }

  /** Returns the event as a line of a log, such as {@code [5e1c8a07] C: RETR 1}. */
  @Override
  public String toString() {
    return "[" + connection + "] " + source.prefix + text;
  }
}
