// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.cli.console.CliIo;
import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.sasl.Credentials.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class ShellCommandTest {
  private static final Account EVIL = new Account("$(touch evil); '\" `id`", "host", 995);
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path directory;

  private final CliIo io =
      new CliIo(System.out, System.err, name -> null, asked -> null, Optional::empty);

  private Credentials credentials(String command) {
    return new ShellCommand(command, Kind.PASSWORD).credentials(EVIL, io);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "printf 'pass w\\303\\266rd \\nsecond\\n' | pass w\u00f6rd\u0020",
        "printf 'no end' | no end",
        "printf 'cr\\r\\n' | cr",
        "cat; echo behind | behind",
        "printf '%s %s' \"$POP3_HOST\" \"$POP3_USER\" | host $(touch evil); '\" `id`",
      },
      ignoreLeadingAndTrailingWhitespace = false)
  void takesTheFirstLine(String command, String secret) {
    assertThat(credentials(command.strip()).secret().block(SOON)).isEqualTo(secret.substring(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "echo hunter2; exit 3 | password command: exit code 3",
        "echo; echo hunter2 | password command: the first line is empty",
        "exec true | password command: the first line is empty",
        "printf '%070000d' 7 | password command: the first line is too long",
      })
  void saysWhatIsWrongAndNotWhatWasPrinted(String command, String problem) {
    StepVerifier.create(credentials(command).secret())
        .expectErrorSatisfies(
            e -> assertThat(e).isInstanceOf(IOException.class).hasMessage(problem))
        .verify(SOON);
  }

  @Test
  void killsACommandThatDoesNotEnd() throws Exception {
    Path pid = directory.resolve("pid");
    String command = "echo hunter2; sleep 600 & echo $! > " + pid + "; wait";
    ShellCommand endless = new ShellCommand(command, Kind.PASSWORD, Duration.ofSeconds(2));
    StepVerifier.create(endless.credentials(EVIL, io).secret())
        .expectErrorMessage("password command: no end within 2 s")
        .verify(SOON);
    long sleeper = Long.parseLong(Files.readString(pid).strip());
    Optional<ProcessHandle> handle = ProcessHandle.of(sleeper);
    if (handle.isPresent()) {
      handle.get().onExit().get(10, java.util.concurrent.TimeUnit.SECONDS);
    }
    assertThat(ProcessHandle.of(sleeper).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void runsAtEachLoginAndNotBefore() throws IOException {
    Path runs = directory.resolve("runs");
    Credentials credentials = credentials("echo run >> " + runs + "; wc -l < " + runs);
    assertThat(runs).doesNotExist();
    assertThat(credentials.secret().block(SOON).strip()).isEqualTo("1");
    assertThat(credentials.secret().block(SOON).strip()).isEqualTo("2");
  }

  @Test
  void doesNotBlockTheThreadThatAsks() {
    String secret =
        Mono.defer(() -> credentials("echo secret").secret())
            .subscribeOn(Schedulers.parallel())
            .block(SOON);
    assertThat(secret).isEqualTo("secret");
  }

  @Test
  void givesTokensThatAreAskedForOnceMore() {
    Credentials credentials = new ShellCommand("echo token", Kind.TOKEN).credentials(EVIL, io);
    assertThat(credentials.kind()).isEqualTo(Kind.TOKEN);
    assertThat(credentials.renewed().secret().block(SOON)).isEqualTo("token");
    assertThat(credentials("true").kind()).isEqualTo(Kind.PASSWORD);
  }

  @Test
  void doesNotTellTheCommand() {
    assertThat(new ShellCommand("echo hunter2", Kind.TOKEN).toString()).doesNotContain("hunter2");
  }
}
