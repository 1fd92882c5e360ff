// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.console;

import io.github.pop3reactive.cli.console.CliIo.TerminalSize;
import java.io.Console;
import java.io.IOException;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.jspecify.annotations.Nullable;

/** The terminal of the process, if it has one. */
final class SystemTerminal {
  private static final int MIN_COLUMNS = 40;

  private SystemTerminal() {}

  /** Returns the size of the terminal that standard error is, if it is one that can be drawn on. */
  static Optional<TerminalSize> size() {
    try (Terminal terminal = open(SystemOutput.ForcedSysErr)) {
      boolean drawable = isTerminal(terminal) && terminal.getWidth() >= MIN_COLUMNS;
      return drawable
          ? Optional.of(new TerminalSize(terminal.getWidth(), terminal.getHeight()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Some JDKs have a console that is no terminal; such a one would echo. */
  @SuppressWarnings("SystemConsoleNull")
  static @Nullable String askPassword(String question) {
    Console console = System.console();
    if (console == null) {
      return null;
    }
    try (Terminal terminal = open(SystemOutput.SysOutOrSysErr)) {
      if (!isTerminal(terminal)) {
        return null;
      }
    } catch (IOException e) {
      return null;
    }
    char[] password = console.readPassword("%s", question);
    return password == null ? null : new String(password);
  }

  private static Terminal open(SystemOutput output) throws IOException {
    return TerminalBuilder.builder().systemOutput(output).dumb(true).build();
  }

  private static boolean isTerminal(Terminal terminal) {
    return !terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }
}
