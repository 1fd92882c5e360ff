// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pop3reactive.test.server.Fault;
import io.github.pop3reactive.test.server.Fault.End;
import io.github.pop3reactive.test.server.MaildropServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the one jar as a user does. */
class PackagedJarIT {
  private static final Path JAR = Path.of("target", "pop3-cli.jar").toAbsolutePath();
  private static final int PATIENCE_SECONDS = 120;

  @TempDir Path directory;

  private Process start(String... arguments) throws IOException {
    return start(List.of(), arguments);
  }

  /** Starts the jar by way of a program that runs what its arguments end with. */
  private Process start(List<String> runner, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(runner);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(JAR.toString());
    command.addAll(Arrays.asList(arguments));
    return start(command);
  }

  private Process start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(directory.toFile());
    builder.environment().put("PW", "hunter2");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("XDG_CACHE_HOME", directory.resolve("cache").toString());
    builder.redirectOutput(directory.resolve("out").toFile());
    builder.redirectError(directory.resolve("err").toFile());
    return builder.start();
  }

  private int end(Process process) throws InterruptedException {
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  /**
   * Returns what starts a program that Ctrl-C can interrupt. A shell has SIGINT ignored in what a
   * script runs in the background; that is inherited, and a JVM leaves it so.
   */
  private List<String> interruptible() throws Exception {
    List<String> env = List.of("env", "--default-signal=INT");
    if (end(start(env, "--version")) == 0) {
      return env;
    }
    boolean interrupted = end(start(List.of("sh", "-c", "kill -INT $$"))) != 0;
    assumeTrue(interrupted, "SIGINT is ignored, and env cannot change that");
    return List.of();
  }

  private String text(String name) throws IOException {
    return Files.readString(directory.resolve(name));
  }

  @Test
  void runsTheDemoAndSaysNothingElse() throws Exception {
    int exitCode = end(start("demo", "--mailboxes", "4", "--messages", "5", "--no-progress"));

    assertThat(exitCode).as(text("out") + text("err")).isZero();
    assertThat(directory.resolve("target").resolve("demo")).isDirectory();
    assertThat(text("out")).contains("All 20 messages are there").contains("took in 0");
    assertThat(text("err").lines())
        .hasSize(8)
        .allMatch(line -> line.matches("demo00.-\\S+: 5 listed, .*"));
  }

  @Test
  void knowsItsVersion() throws Exception {
    assertThat(end(start("--version"))).isZero();
    assertThat(text("out")).matches("pop3-reactive \\d\\S+\\s+");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "pop3 is a shell script")
  void keepsAnArchiveOfItsClassesWhenStartedByTheScript() throws Exception {
    List<String> command = List.of(Path.of("pop3").toAbsolutePath().toString(), "--version");
    for (int i = 0; i < 2; i++) {
      assertThat(end(start(command))).isZero();
      assertThat(text("out")).matches("pop3-reactive \\d\\S+\\s+");
      assertThat(text("err")).isEmpty();
      try (Stream<Path> kept = Files.list(directory.resolve("cache").resolve("pop3-reactive"))) {
        assertThat(kept).singleElement().asString().endsWith("-version.jsa");
      }
    }
    List<String> wrong = List.of(command.get(0), "list", "no-uri");
    assertThat(end(start(wrong))).isEqualTo(2);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGINT to send")
  @Timeout(120)
  void endsInOrderAtCtrlC() throws Exception {
    try (MaildropServer server = MaildropServer.builder().user("ann", "hunter2").start()) {
      server.add("ann", "a", "Subject: a\r\n\r\n");
      server.inject(new Fault.BeforeReply("RETR", 1, End.STALL));
      Process process =
          start(
              interruptible(),
              "ingest",
              "pop3://ann@localhost:" + server.port(),
              "--plaintext",
              "--plaintext-login",
              "--password-env",
              "PW",
              "--delete",
              "--maildir",
              "mail");
      while (process.isAlive() && !server.commands().contains("RETR")) {
        Thread.sleep(20);
      }
      int sent = new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor();

      assertThat(sent).isZero();
      assertThat(end(process)).as(text("out") + text("err")).isEqualTo(130);
      assertThat(text("err"))
          .isEqualTo(
              "interrupted: 0 of 1 mailboxes were polled to their end, 0 messages were taken in\n");
      assertThat(server.commands()).doesNotContain("QUIT", "DELE");
      assertThat(directory.resolve("mail").resolve(".pop3-ledger.sqlite-wal")).doesNotExist();
    }
  }
}
