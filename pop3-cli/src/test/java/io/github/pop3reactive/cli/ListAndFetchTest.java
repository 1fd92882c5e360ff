// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.cli.CliRunner.Result;
import io.github.pop3reactive.test.server.Fault;
import io.github.pop3reactive.test.server.Fault.End;
import io.github.pop3reactive.test.server.MaildropMessage;
import io.github.pop3reactive.test.server.MaildropServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListAndFetchTest {
  private static final String TEXT = "Subject: two\r\n\r\n.dot\r\n..\r\n8 bit \u00e4\u0080\r\n";

  @TempDir Path directory;

  @AutoClose
  private final MaildropServer server = MaildropServer.builder().user("ann", "hunter2").start();

  private final CliRunner cli = new CliRunner();

  @BeforeEach
  void fillTheMaildrop() {
    cli.environment.put("PW", "hunter2");
    server.add("ann", "one\u0007", "Subject: one\r\n\r\n");
    server.add("ann", "two", TEXT);
  }

  private Result run(MaildropServer at, String command, Object... more) {
    List<Object> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--plaintext", "--plaintext-login", "--password-env", "PW"));
    arguments.add("pop3://ann@localhost:" + at.port());
    arguments.addAll(Arrays.asList(more));
    return cli.run(arguments.toArray());
  }

  private Result run(String command, Object... more) {
    return run(server, command, more);
  }

  @Test
  void listsNumberOctetsAndUniqueId() {
    Result result = run("list");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out().lines())
        .containsExactly(
            "      1           16  one\\x07",
            "      2           36  two",
            "2 messages, 52 octets (52 B)");
  }

  @Test
  void listsWhereThereAreNoUniqueIds() {
    try (MaildropServer old =
        MaildropServer.builder().user("ann", "hunter2").capabilities("USER").start()) {
      old.add("ann", "x", "Subject: x\r\n\r\n");
      assertThat(run(old, "list").out()).contains("      1           14  -");
    }
  }

  @Test
  void saysThatTheLoginFailed() {
    cli.environment.put("PW", "correct horse");
    Result result = run("list");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).startsWith("pop3 list: ").doesNotContain("correct horse");
    assertThat(result.err().lines()).hasSize(1);
  }

  @Test
  void fetchesToStandardOutput() {
    Result result = run("fetch", "2");
    assertThat(result.exitCode()).isZero();
    assertThat(result.octets()).isEqualTo(TEXT.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(server.messages("ann")).hasSize(2);
    assertThat(server.commands()).endsWith("QUIT");
  }

  @Test
  void fetchesALargeMessageToAFile() throws IOException {
    byte[] content = new byte[3_000_000];
    new Random(1).nextBytes(content);
    MaildropMessage large = MaildropMessage.of("large", content);
    server.add("ann", large);
    Path file = directory.resolve("large.eml");

    Result result = run("fetch", "--uid", "large", "-o", file);

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).isEmpty();
    assertThat(Files.readAllBytes(file)).isEqualTo(large.octets());
  }

  @Test
  void fetchesTheTop() {
    assertThat(run("fetch", "2", "--top", "1").out()).isEqualTo("Subject: two\r\n\r\n.dot\r\n");
  }

  @Test
  void saysThatThereIsNoSuchMessage() {
    assertThat(run("fetch", "3").exitCode()).isEqualTo(1);
    Result result = run("fetch", "--uid", "three");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).isEqualTo("pop3 fetch: no message has this unique-id\n");
  }

  @Test
  void replacesNoFileAndLeavesNoneThatIsCut() throws IOException {
    Path file = Files.writeString(directory.resolve("kept"), "kept");
    assertThat(run("fetch", "2", "-o", file).exitCode()).isEqualTo(2);
    assertThat(file).hasContent("kept");

    server.add("ann", "long", "x".repeat(500_000));
    server.inject(new Fault.AfterOctets(300_000, End.RESET));
    Path cut = directory.resolve("cut");
    assertThat(run("fetch", "3", "-o", cut).exitCode()).isEqualTo(1);
    assertThat(cut).doesNotExist();
  }

  @Test
  void showsWhatGoesOverTheWireWhenAskedTo() {
    assertThat(loggedBy(() -> run("list"))).isEmpty();
    assertThat(loggedBy(() -> run("fetch", "2", "-v")))
        .contains("C: AUTH PLAIN ***", "C: RETR 2", "(body of 36 octets)", "C: QUIT")
        .doesNotContain("hunter2", "8 bit");
  }

  private static String loggedBy(Runnable command) {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      command.run();
    } finally {
      System.setErr(before);
    }
    return log.toString(StandardCharsets.UTF_8);
  }

  @Test
  void doesNotCommitWhereRetrievalIsDeletion() {
    try (MaildropServer gone =
        MaildropServer.builder()
            .user("ann", "hunter2")
            .capabilities("USER", "UIDL", "EXPIRE 0")
            .start()) {
      gone.add("ann", "x", "Subject: x\r\n\r\n");
      assertThat(run(gone, "fetch", "1").exitCode()).isZero();
      assertThat(gone.messages("ann")).hasSize(1);
      assertThat(gone.commands()).doesNotContain("QUIT");
    }
  }
}
