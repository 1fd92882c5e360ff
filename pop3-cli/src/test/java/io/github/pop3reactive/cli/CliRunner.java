// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli;

import io.github.pop3reactive.cli.console.CliIo;
import io.github.pop3reactive.cli.console.CliIo.TerminalSize;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs commands in this process, without a terminal unless one is set. */
final class CliRunner {
  final Map<String, String> environment = new HashMap<>();
  final List<String> questions = new ArrayList<>();
  String typed;
  TerminalSize terminal;

  record Result(int exitCode, byte[] octets, String err) {
    String out() {
      return new String(octets, StandardCharsets.UTF_8);
    }

    String everything() {
      return out() + err;
    }
  }

  Result run(Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CliIo io =
        new CliIo(
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            environment::get,
            this::ask,
            () -> Optional.ofNullable(terminal));
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    int exitCode = Pop3Command.run(io, texts);
    io.out().flush();
    io.err().flush();
    return new Result(exitCode, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
  }

  private String ask(String question) {
    questions.add(question);
    return typed;
  }
}
