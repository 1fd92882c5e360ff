// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The content of a {@code .netrc}: {@code machine NAME}, or {@code default} for all others, with
 * {@code login}, {@code password} and {@code account}; {@code macdef} up to a blank line is
 * skipped. Words are divided by white space; in double quotes they may hold it, and {@code \n},
 * {@code \r}, {@code \t} and any other character behind a backslash. A word that begins with {@code
 * #} where a keyword is due makes the rest of its line a comment.
 */
final class NetrcFile {

  /** What is said of one machine; the password is not part of {@link #toString()}. */
  record Entry(@Nullable String machine, @Nullable String login, @Nullable String password) {
    @Override
    public String toString() {
      return "Entry[" + machine + ", " + login + "]";
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private final String text;
  private int at;

  private NetrcFile(String text) {
    this.text = text;
  }

  /**
   * Reads the content of a file.
   *
   * @throws ConfigException if it is none; the message names the line and repeats nothing of it
   */
  static List<Entry> parse(String text) {
    NetrcFile file = new NetrcFile(text);
    file.read();
    return List.copyOf(file.entries);
  }

  /** Returns the first entry for this machine and user; the one of {@code default} last. */
  static Optional<Entry> find(List<Entry> entries, String host, @Nullable String user) {
    Optional<Entry> named =
        entries.stream()
            .filter(entry -> host.equalsIgnoreCase(entry.machine()))
            .filter(entry -> suits(entry, user))
            .findFirst();
    return named.isPresent()
        ? named
        : entries.stream()
            .filter(entry -> entry.machine() == null && suits(entry, user))
            .findFirst();
  }

  private static boolean suits(Entry entry, @Nullable String user) {
    return user == null
        ? entry.login() != null
        : entry.password() != null && (entry.login() == null || user.equals(entry.login()));
  }

  private void read() {
    String keyword = keyword();
    while (keyword != null) {
      switch (keyword) {
        case "machine" -> entries.add(new Entry(value(), null, null));
        case "default" -> entries.add(new Entry(null, null, null));
        case "login" -> {
          Entry entry = last();
          replace(new Entry(entry.machine(), value(), entry.password()));
        }
        case "password" -> {
          Entry entry = last();
          replace(new Entry(entry.machine(), entry.login(), value()));
        }
        case "account" -> value();
        case "macdef" -> skipMacro();
        default -> throw problem("expected machine, default, login, password or account");
      }
      keyword = keyword();
    }
  }

  private Entry last() {
    if (entries.isEmpty()) {
      throw problem("machine or default is missing");
    }
    return entries.get(entries.size() - 1);
  }

  private void replace(Entry entry) {
    entries.set(entries.size() - 1, entry);
  }

  private @Nullable String keyword() {
    skipSpace();
    while (at < text.length() && text.charAt(at) == '#') {
      at = endOf("\n");
      skipSpace();
    }
    return at == text.length() ? null : word();
  }

  private String value() {
    skipSpace();
    if (at == text.length()) {
      throw problem("a value is missing");
    }
    return text.charAt(at) == '"' ? quoted() : word();
  }

  private String word() {
    int start = at;
    while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length()) {
        at++;
        c = unescaped(text.charAt(at));
      }
      value.append(c);
    }
    if (at == text.length()) {
      throw problem("a quote is not closed");
    }
    at++;
    return value.toString();
  }

  private static char unescaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> c;
    };
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private void skipMacro() {
    at = endOf("\n\n");
  }

  private int endOf(String mark) {
    int found = text.indexOf(mark, at);
    return found < 0 ? text.length() : found + mark.length();
  }

  private ConfigException problem(String what) {
    long line = text.substring(0, at).lines().count();
    return new ConfigException("line " + Math.max(1, line) + ": " + what);
  }
}
