// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.cli.CliRunner.Result;
import io.github.pop3reactive.cli.console.CliIo.TerminalSize;
import io.github.pop3reactive.test.server.Fault;
import io.github.pop3reactive.test.server.Fault.End;
import io.github.pop3reactive.test.server.MaildropServer;
import io.github.pop3reactive.test.tls.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestCommandTest {
  private static final TestCa CA = new TestCa();

  @TempDir Path directory;

  @AutoClose
  private final MaildropServer server =
      MaildropServer.builder().user("ann", "hunter2").user("bob", "hunter2").tls(CA.good()).start();

  private final CliRunner cli = new CliRunner();
  private Path mail;
  private Path ca;

  @BeforeEach
  void fillTheMaildrops() throws IOException {
    cli.environment.put("PW", "hunter2");
    mail = directory.resolve("mail");
    ca = Files.writeString(directory.resolve("ca.pem"), CA.certificatePem());
    server.add("ann", "a1", "Subject: a1\r\n\r\n.dot\r\n\r\n");
    server.add("ann", "a2", "Subject: a2\r\n\r\nbare\nfeed \u00e4\r\n");
    server.add("bob", "b1", "Subject: b1\r\n\r\ntext\r\n");
  }

  private String uri(String user) {
    return "pop3s://" + user + "@localhost:" + server.port();
  }

  private Path maildir(String user) {
    return mail.resolve(user + "@localhost%3A" + server.port());
  }

  private Result ingest(Object... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("ingest", "--password-env", "PW", "--trust", ca));
    arguments.addAll(Arrays.asList(more));
    return cli.run(arguments.toArray());
  }

  @Test
  void takesInWhatIsNewToAMaildirForEachMailbox() throws IOException {
    Result result = ingest(uri("ann"), uri("bob"), "--maildir", mail);

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(DirectoryContent.of(maildir("ann").resolve("new")))
        .containsExactly("Subject: a1\n\n.dot\n\n", "Subject: a2\n\nbare\nfeed \u00e4\n");
    assertThat(DirectoryContent.of(maildir("bob").resolve("new")))
        .containsExactly("Subject: b1\n\ntext\n");
    assertThat(mail.resolve(".pop3-ledger.sqlite")).exists();
    assertThat(server.messages("ann")).hasSize(2);
    assertThat(result.out().lines())
        .hasSize(4)
        .anyMatch(line -> line.matches("mailbox +listed +known +taken in +failed +deleted .*"))
        .anyMatch(line -> line.matches("ann@localhost:\\d+ +2 +0 +2 +0 +0 +committed"))
        .anyMatch(line -> line.matches("bob@localhost:\\d+ +1 +0 +1 +0 +0 +committed"))
        .anyMatch(line -> line.startsWith("2 mailboxes: 3 listed, 0 known, 3 taken in (72 B)"));
  }

  @Test
  void showsALineForEachMailboxWithoutATerminal() {
    Result result = ingest(uri("ann"), uri("bob"), "--maildir", mail);

    assertThat(result.err().lines().sorted())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .matches("ann@localhost:\\d+: 2 listed, 2 new, 2 taken in .51 B. in .* s"),
            line ->
                assertThat(line)
                    .matches("bob@localhost:\\d+: 1 listed, 1 new, 1 taken in .21 B. in .* s"));
    assertThat(result.err()).doesNotContain("\u001b");
  }

  @Test
  void showsALiveDisplayOnATerminal() {
    cli.terminal = new TerminalSize(100, 24);

    assertThat(ingest(uri("ann"), "--maildir", mail).err())
        .contains("\u001b[")
        .containsPattern("ann@localhost:\\d+ +done +2/2 +messages +51 B")
        .contains("51 B/51 B", "2/2 messages", "1/1 mailboxes done");
    assertThat(ingest(uri("ann"), "--maildir", mail, "--no-progress").err())
        .doesNotContain("\u001b[");
  }

  @Test
  void takesInNothingTwice() throws IOException {
    ingest(uri("ann"), "--maildir", mail);
    server.add("ann", "a3", "Subject: a3\r\n\r\n");

    Result result = ingest(uri("ann"), "--maildir", mail);

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("1 mailboxes: 3 listed, 2 known, 1 taken in");
    assertThat(DirectoryContent.of(maildir("ann").resolve("new"))).hasSize(3);
  }

  @Test
  void takesInAllToOneMaildirWithItsLineEnds() throws IOException {
    Path ledger = directory.resolve("elsewhere.sqlite");
    ingest(
        uri("ann"),
        uri("bob"),
        "--maildir",
        mail,
        "--single-maildir",
        "--crlf",
        "--ledger",
        ledger);

    assertThat(DirectoryContent.of(mail.resolve("new")))
        .containsExactly(
            "Subject: a1\r\n\r\n.dot\r\n\r\n",
            "Subject: a2\r\n\r\nbare\nfeed \u00e4\r\n",
            "Subject: b1\r\n\r\ntext\r\n");
    assertThat(ledger).exists();
    assertThat(mail.resolve(".pop3-ledger.sqlite")).doesNotExist();
  }

  @Test
  void takesInToFilesAndDeletes() throws IOException {
    Result result = ingest(uri("ann"), "--eml", mail, "--delete");

    assertThat(result.exitCode()).isZero();
    assertThat(DirectoryContent.of(mail))
        .containsExactly(
            "Subject: a1\r\n\r\n.dot\r\n\r\n", "Subject: a2\r\n\r\nbare\nfeed \u00e4\r\n");
    assertThat(server.messages("ann")).isEmpty();
    assertThat(result.out()).contains("0 failed, 2 deleted");
  }

  @Test
  void takesInTheOthersWhenAMailboxFails() throws IOException {
    cli.environment.put("WRONG", "correct horse");
    Path config =
        Files.writeString(
            directory.resolve("mailboxes.yaml"),
            """
            defaults: {host: localhost, port: %d, trust: ca.pem, password-env: PW}
            mailboxes:
              - {user: ann, id: "first"}
              - {user: bob, password-env: WRONG}
            """
                .formatted(server.port()));

    Result result = cli.run("ingest", "--config", config, "--maildir", mail);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(DirectoryContent.of(mail.resolve("first").resolve("new"))).hasSize(2);
    assertThat(result.out()).containsPattern("first +2 +0 +2 +0 +0 +committed");
    assertThat(result.out()).containsPattern("bob@localhost:\\d+ +0 +0 +0 +0 +0 +- +\\S+");
    assertThat(result.err().lines())
        .anyMatch(line -> line.matches("bob@localhost:\\d+: (AUTH|PASS).*"));
    assertThat(result.everything()).doesNotContain("hunter2", "correct horse");
  }

  @Test
  void saysWhichMessageFailed() {
    server.inject(new Fault.Refuse("RETR", 1, "cannot read it"));

    Result result = ingest(uri("ann"), "--maildir", mail);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).contains("2 listed, 0 known, 1 taken in").contains("1 failed");
    assertThat(result.err()).contains(": message 1 (a1): RETR: refused: cannot read it");
  }

  @Test
  void saysThatNotAllWasDeleted() {
    server.inject(new Fault.PartialCommit(1));

    Result result = ingest(uri("ann"), "--maildir", mail, "--delete");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).containsPattern("2 +0 +2 +0 +0 +partial");
    assertThat(result.err()).contains(": 2 messages are not known to be deleted");
  }

  @Test
  void saysWhyItCannotConnect() {
    assertThat(cli.run("ingest", "pop3s://ann@localhost:1", "--password-env", "PW", "--eml", mail))
        .satisfies(result -> assertThat(result.exitCode()).isEqualTo(1))
        .satisfies(result -> assertThat(result.err()).contains("cannot connect to localhost:1"));
    Result untrusted = cli.run("ingest", uri("ann"), "--password-env", "PW", "--eml", mail);
    assertThat(untrusted.exitCode()).isEqualTo(1);
    assertThat(untrusted.err()).contains("the authority is not known");
    assertThat(server.commands()).isEmpty();
  }

  @Test
  void leavesNothingOfAMessageThatIsCut() throws IOException {
    server.add("ann", "a3", "x".repeat(200_000));
    server.inject(new Fault.AfterOctets(100_000, End.RESET));

    Result result = ingest(uri("ann"), "--maildir", mail);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(DirectoryContent.of(maildir("ann").resolve("tmp"))).isEmpty();
    assertThat(DirectoryContent.of(maildir("ann").resolve("new"))).hasSize(2);
    assertThat(ingest(uri("ann"), "--maildir", mail).exitCode()).isZero();
    assertThat(DirectoryContent.of(maildir("ann").resolve("new"))).hasSize(3);
  }

  @Test
  void refusesAFileThatIsNoLedger() throws IOException {
    Files.createDirectories(mail);
    Path ledger = Files.writeString(mail.resolve(".pop3-ledger.sqlite"), "no ledger at all");

    Result result = ingest(uri("ann"), "--maildir", mail);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("pop3 ingest: the ledger " + ledger + " cannot be opened");
    assertThat(server.connections()).isZero();
  }
}
