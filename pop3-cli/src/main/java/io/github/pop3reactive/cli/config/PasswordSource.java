// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.config;

import io.github.pop3reactive.cli.console.CliIo;
import io.github.pop3reactive.sasl.Credentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Where a password, or another secret that stays the same, comes from; never the secret itself. */
sealed interface PasswordSource extends CredentialsSource {

  /**
   * Checks that there is a password, asking for it if need be, and returns how to get it at login.
   *
   * @param account whom to ask for
   * @throws ConfigException if there is none
   */
  Mono<String> open(String account, CliIo io);

  @Override
  default Credentials credentials(Account account, CliIo io) {
    return Credentials.of(account.user(), open(account.toString(), io));
  }

  /** A variable of the environment. */
  record Environment(String variable) implements PasswordSource {
    @Override
    public Mono<String> open(String account, CliIo io) {
      String value = io.environment().get(variable);
      if (value == null || value.isEmpty()) {
        throw new ConfigException("environment variable " + variable + " is not set");
      }
      return Mono.fromSupplier(() -> value);
    }
  }

  /** The first line of a file, in UTF-8, without its line end; read again at each login. */
  record FirstLine(Path file) implements PasswordSource {
    @Override
    public Mono<String> open(String account, CliIo io) {
      try {
        read();
      } catch (IOException e) {
        throw new ConfigException("password file " + file + ": " + reason(e));
      }
      return Mono.fromCallable(this::read).subscribeOn(Schedulers.boundedElastic());
    }

    private String read() throws IOException {
      try (BufferedReader reader = Files.newBufferedReader(file)) {
        String line = reader.readLine();
        if (line == null || line.isEmpty()) {
          throw new IOException("the first line is empty");
        }
        return line;
      }
    }

    private static String reason(IOException failure) {
      return failure.getClass() == IOException.class
          ? String.valueOf(failure.getMessage())
          : "cannot be read (" + failure.getClass().getSimpleName() + ")";
    }
  }

  /** A person at the terminal. */
  record Prompt() implements PasswordSource {
    @Override
    public Mono<String> open(String account, CliIo io) {
      String typed = io.prompt().ask("Password for " + account + ": ");
      if (typed == null) {
        throw new ConfigException(
            "no terminal to ask for the password of "
                + account
                + ": name an environment variable, a file or a command that has it");
      }
      if (typed.isEmpty()) {
        throw new ConfigException("no password for " + account);
      }
      return Mono.fromSupplier(() -> typed);
    }
  }
}
