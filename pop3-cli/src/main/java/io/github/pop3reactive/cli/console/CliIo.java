// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.console;

import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a command has of the world.
 *
 * @param out for results; octets of messages go here as they are
 * @param err for progress and failures
 * @param environment gives the value of a variable, or null
 * @param prompt asks for passwords
 * @param terminal gives the size of the terminal that {@code err} is, if it is one
 */
public record CliIo(
    PrintStream out,
    PrintStream err,
    Environment environment,
    PasswordPrompt prompt,
    Supplier<Optional<TerminalSize>> terminal) {

  /** The variables of the environment. */
  @FunctionalInterface
  public interface Environment {
    /** Returns the value of a variable, or null if it is not set. */
    @Nullable String get(String name);
  }

  /** Asks a person for a password. */
  @FunctionalInterface
  public interface PasswordPrompt {
    /** Returns what was typed, which was not echoed, or null if there is nobody to ask. */
    @Nullable String ask(String question);
  }

  /** Columns and rows of a terminal. */
  public record TerminalSize(int columns, int rows) {}

  /** Returns the streams, environment and terminal of the process. */
  public static CliIo system() {
    return new CliIo(
        System.out, System.err, System::getenv, SystemTerminal::askPassword, SystemTerminal::size);
  }
}
