// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.cli.CliRunner.Result;
import io.github.pop3reactive.test.server.MaildropServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
  @TempDir Path directory;

  @AutoClose
  private final MaildropServer server = MaildropServer.builder().user("ann", "hunter2").start();

  private final CliRunner cli = new CliRunner();

  @BeforeEach
  void fillTheMaildrop() {
    server.add("ann", "one", "Subject: one\r\n\r\n");
  }

  private Result list(String... arguments) {
    List<Object> all = new ArrayList<>(List.of("list", "--plaintext", "--plaintext-login"));
    all.addAll(List.of(arguments));
    return cli.run(all.toArray());
  }

  private String uri() {
    return "pop3://ann@localhost:" + server.port();
  }

  private void netrc(String password) throws IOException {
    Path file = Files.createFile(directory.resolve(".netrc"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(file, "machine localhost login ann password " + password + "\n");
  }

  @Test
  void logsInWithTheUserAndPasswordOfNetrcAtTheHostOfMailhost() throws IOException {
    netrc("hunter2");
    cli.environment.put("HOME", directory.toString());
    cli.environment.put("MAILHOST", "localhost:" + server.port());
    for (String uri : List.of("pop3:", "pop3://", "POP3:///", "pop3://ann@")) {
      Result result = list("--netrc", uri);
      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(result.out()).contains("1 messages");
    }
    assertThat(cli.questions).isEmpty();
  }

  @Test
  void doesNotTellThePasswordOfNetrc() throws IOException {
    netrc("wrong-horse");
    Result result = list("--netrc-file", directory.resolve(".netrc").toString(), uri());
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.everything()).doesNotContain("horse");
  }

  @Test
  void logsInWithThePasswordThatACommandPrints() {
    Result result = list("--password-command", "test $POP3_USER = ann && echo hunter2", uri());
    assertThat(result.exitCode()).as(result.err()).isZero();
  }

  @Test
  void saysThatACommandFailed() {
    Result result = list("--password-command", "echo hunter2; exit 7", uri());
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("password command: exit code 7").doesNotContain("hunter2");
    assertThat(server.commands()).doesNotContain("AUTH", "PASS");
  }

  @Test
  void doesNotSendATokenAsAPassword() {
    Result result = list("--token-command", "echo hunter2", uri());
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(server.commands()).doesNotContain("AUTH", "USER", "PASS");
  }
}
