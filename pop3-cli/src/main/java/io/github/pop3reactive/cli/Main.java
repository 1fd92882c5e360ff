// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli;

import io.github.pop3reactive.cli.console.CliIo;

/** The program. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(Pop3Command.run(CliIo.system(), arguments));
  }
}
