// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.transcript;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Turns the lines of a transcript into steps. */
final class TranscriptParser {
  private final List<Step> steps = new ArrayList<>();
  private final StringBuilder server = new StringBuilder();
  private int lineNumber;

  void line(String line) {
    lineNumber++;
    if (line.isBlank() || line.startsWith("#")) {
      return;
    }
    String mark = line.length() < 2 ? line : line.substring(0, 2);
    switch (mark) {
      case "S:" -> server.append(octets(text(line))).append("\r\n");
      case "S|" -> server.append(octets(text(line)));
      case "S*" -> repeated(text(line));
      case "C:" -> client(octets(text(line)));
      default -> event(line.strip());
    }
  }

  List<Step> steps() {
    endServerStep();
    return steps;
  }

  private void repeated(String countAndLine) {
    int blank = countAndLine.indexOf(' ');
    String count = blank < 0 ? countAndLine : countAndLine.substring(0, blank);
    String line = blank < 0 ? "" : octets(countAndLine.substring(blank + 1));
    try {
      server.append((line + "\r\n").repeat(Integer.parseInt(count)));
    } catch (IllegalArgumentException e) {
      throw wrong("no count: " + count);
    }
  }

  private void client(String line) {
    if (line.contains("\r\n")) {
      throw wrong("a client line holds CRLF; write two lines");
    }
    step(new Step.ClientSends(line));
  }

  private void event(String word) {
    step(
        switch (word) {
          case "TLS" -> new Step.StartTls();
          case "EOF" -> new Step.Eof();
          case "RST" -> new Step.Reset();
          case "STALL" -> new Step.Stall();
          default -> throw wrong("not understood: " + word);
        });
  }

  private void step(Step step) {
    endServerStep();
    steps.add(step);
  }

  private void endServerStep() {
    if (!server.isEmpty()) {
      steps.add(new Step.ServerSends(server.toString()));
      server.setLength(0);
    }
  }

  private static String text(String line) {
    int start = line.startsWith(" ", 2) ? 3 : 2;
    return line.substring(start);
  }

  /** One char per octet: the text in UTF-8, its escapes replaced. */
  private String octets(String text) {
    String utf8 = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    StringBuilder octets = new StringBuilder();
    int i = 0;
    while (i < utf8.length()) {
      char c = utf8.charAt(i++);
      if (c != '\\') {
        octets.append(c);
        continue;
      }
      char escape = i < utf8.length() ? utf8.charAt(i++) : ' ';
      switch (escape) {
        case 'r' -> octets.append('\r');
        case 'n' -> octets.append('\n');
        case 't' -> octets.append('\t');
        case '0' -> octets.append('\0');
        case '\\' -> octets.append('\\');
        case 'x' -> {
          octets.append(hex(utf8, i));
          i += 2;
        }
        default -> throw wrong("no such escape: \\" + escape);
      }
    }
    return octets.toString();
  }

  private char hex(String text, int at) {
    int high = at + 1 < text.length() ? Character.digit(text.charAt(at), 16) : -1;
    int low = high < 0 ? -1 : Character.digit(text.charAt(at + 1), 16);
    if (low < 0) {
      throw wrong("\\x wants two hexadecimal digits");
    }
    return (char) (high << 4 | low);
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("line " + lineNumber + ": " + what);
  }
}
