// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.config;

import io.github.pop3reactive.cli.console.CliIo;
import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.sasl.Credentials.Kind;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A command that prints a password or an access token, such as that of a keyring. It is run at each
 * login by {@code sh -c}, with user and host in its environment as {@code POP3_USER} and {@code
 * POP3_HOST}, never in its text; without standard input, and with the standard error of this
 * process. The secret is the first line that it prints, in UTF-8, without its line end. It has to
 * end with exit code 0 in time, and is killed if it does not.
 *
 * @param kind password or token; a token that is refused is asked for once more
 */
record ShellCommand(String command, Kind kind, Duration timeout) implements CredentialsSource {
  static final Duration TIMEOUT = Duration.ofSeconds(60);

  private static final int MAX_OCTETS = 64 << 10;

  ShellCommand(String command, Kind kind) {
    this(command, kind, TIMEOUT);
  }

  @Override
  public Credentials credentials(Account account, CliIo io) {
    Mono<String> secret = run(account);
    return kind == Kind.TOKEN
        ? Credentials.token(account.user(), refused -> secret)
        : Credentials.of(account.user(), secret);
  }

  private Mono<String> run(Account account) {
    return Mono.using(() -> start(account), this::secret, ShellCommand::kill)
        .subscribeOn(Schedulers.boundedElastic());
  }

  private Process start(Account account) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command)
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectError(Redirect.INHERIT);
    builder.environment().put("POP3_USER", account.user());
    builder.environment().put("POP3_HOST", account.host());
    return builder.start();
  }

  private Mono<String> secret(Process process) {
    return Mono.fromCallable(() -> read(process))
        .subscribeOn(Schedulers.boundedElastic())
        .timeout(
            timeout, Mono.fromSupplier(() -> failed("no end within " + timeout.toSeconds() + " s")))
        .flatMap(
            outcome ->
                outcome.failure() == null
                    ? Mono.just(outcome.line())
                    : Mono.error(outcome.failure()));
  }

  /** An outcome that comes too late is dropped without a word, as an error would not be. */
  private record Outcome(String line, @Nullable IOException failure) {
    @Override
    public String toString() {
      return "Outcome[***]";
    }
  }

  private Outcome failed(String problem) {
    return new Outcome("", new IOException(name() + ": " + problem));
  }

  private Outcome read(Process process) {
    try {
      String line = firstLine(process.getInputStream());
      int code = process.waitFor();
      if (code != 0) {
        return failed("exit code " + code);
      }
      return line.isEmpty() ? failed("the first line is empty") : new Outcome(line, null);
    } catch (IOException e) {
      return new Outcome("", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed("interrupted");
    }
  }

  private String firstLine(InputStream output) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = output.read(); octet >= 0 && octet != '\n'; octet = output.read()) {
      if (line.size() == MAX_OCTETS) {
        throw new IOException(name() + ": the first line is too long");
      }
      line.write(octet);
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private String name() {
    return kind == Kind.TOKEN ? "token command" : "password command";
  }

  /** Does not return the command, which may hold more than it should. */
  @Override
  public String toString() {
    return "ShellCommand[" + kind + "]";
  }
}
