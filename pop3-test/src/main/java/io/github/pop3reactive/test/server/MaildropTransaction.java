// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.server;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** The commands of the TRANSACTION state, except QUIT. */
final class MaildropTransaction {
  private static final int NONE = -1;

  private final MaildropSettings settings;
  private final CountedOutput out;
  private final MaildropView view;

  MaildropTransaction(MaildropSettings settings, CountedOutput out, MaildropView view) {
    this.settings = settings;
    this.out = out;
    this.view = view;
  }

  void command(String verb, String argument) throws IOException {
    switch (verb) {
      case "STAT" -> out.writeLine("+OK " + view.numbers().size() + " " + view.totalSize());
      case "LIST" -> listing(argument, message -> Integer.toString(message.size()));
      case "UIDL" -> {
        if (allowed("UIDL")) {
          listing(argument, MaildropMessage::uniqueId);
        }
      }
      case "RETR" -> retr(argument);
      case "TOP" -> top(argument);
      case "DELE" -> dele(argument);
      case "NOOP" -> out.writeLine("+OK");
      case "RSET" -> {
        view.reset();
        out.writeLine("+OK");
      }
      case "LAST" -> out.writeLine("+OK " + view.lastAccessed());
      default -> out.writeLine("-ERR unknown command, or not in this state");
    }
  }

  private void listing(String argument, Function<MaildropMessage, String> value)
      throws IOException {
    if (argument.isEmpty()) {
      List<Integer> numbers = view.numbers();
      out.writeLine("+OK " + numbers.size() + " messages");
      for (int number : numbers) {
        out.writeLine(number + " " + value.apply(view.get(number)));
      }
      out.writeLine(".");
      return;
    }
    int number = existing(argument);
    if (number != NONE) {
      out.writeLine("+OK " + number + " " + value.apply(view.get(number)));
    }
  }

  private void retr(String argument) throws IOException {
    int number = existing(argument);
    if (number != NONE) {
      view.markRetrieved(number);
      out.writeLine("+OK " + view.get(number).size() + " octets");
      view.get(number).send(out);
    }
  }

  private void top(String arguments) throws IOException {
    String[] words = arguments.split(" ", 2);
    if (!allowed("TOP")) {
      return;
    }
    int lines = words.length == 2 ? number(words[1]) : NONE;
    if (lines == NONE) {
      out.writeLine("-ERR TOP wants a message and a number of lines");
      return;
    }
    int number = existing(words[0]);
    if (number != NONE) {
      out.writeLine("+OK");
      view.get(number).send(out, lines);
    }
  }

  private void dele(String argument) throws IOException {
    int number = existing(argument);
    if (number != NONE) {
      view.markDeleted(number);
      out.writeLine("+OK marked");
    }
  }

  private boolean allowed(String capability) throws IOException {
    boolean allowed = settings.can(capability);
    if (!allowed) {
      out.writeLine("-ERR unknown command");
    }
    return allowed;
  }

  /** The number of a message that is there, or NONE after an answer that says why not. */
  private int existing(String argument) throws IOException {
    int number = number(argument);
    if (view.has(number)) {
      return number;
    }
    out.writeLine("-ERR no such message");
    return NONE;
  }

  private static int number(String digits) {
    boolean fits = digits.matches("[0-9]{1,9}");
    return fits ? Integer.parseInt(digits) : NONE;
  }
}
