// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.pop3reactive.cli.console.CliIo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetrcTest {
  private static final String CONTENT =
      """
      # machine mail.example.org login ann password commented
      machine mail.example.org login ann password first
      machine mail.example.org
        login bob
        account unused
        password "two \\"words\\" \\\\ and\\ttab"
      macdef init
        machine evil.example.org login ann password macro

      machine any.example.org password shared
      machine hash.example.org login ann password #no-comment
      default login ann password last
      """;

  @TempDir Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private final CliIo io =
      new CliIo(System.out, System.err, environment::get, asked -> null, Optional::empty);

  private Netrc netrc(String content, String permissions) throws IOException {
    Path file = Files.writeString(directory.resolve(".netrc"), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return new Netrc(file);
  }

  private String password(Netrc netrc, String user, String host) {
    return netrc.credentials(new Account(user, host, 995), io).secret().block();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ann | mail.example.org | first",
        "ann | MAIL.example.org | first",
        "bob | mail.example.org | two \"words\" \\ and\ttab",
        "carol | any.example.org | shared",
        "ann | hash.example.org | #no-comment",
        "ann | evil.example.org | last",
        "ann | other.example.org | last",
      })
  void findsThePassword(String user, String host, String password) throws IOException {
    assertThat(password(netrc(CONTENT, "rw-------"), user, host)).isEqualTo(password);
  }

  @Test
  void findsTheUser() throws IOException {
    Netrc netrc = netrc(CONTENT, "r--------");
    assertThat(netrc.user("mail.example.org", io)).isEqualTo("ann");
    assertThat(netrc.user("other.example.org", io)).isEqualTo("ann");
    Netrc none = netrc("machine a password hunter2", "rw-------");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> none.user("a", io))
        .withMessageEndingWith(": no login for a");
  }

  @Test
  void saysThatThereIsNoPassword() throws IOException {
    Netrc netrc = netrc("machine mail.example.org login ann password hunter2", "rw-------");
    for (String host : new String[] {"mail.example.org", "other.example.org"}) {
      assertThatExceptionOfType(ConfigException.class)
          .isThrownBy(() -> password(netrc, "zoe", host))
          .withMessageEndingWith(".netrc: no password for zoe@" + host + ":995");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx-----x"})
  void refusesAFileThatOthersMayRead(String permissions) throws IOException {
    Netrc netrc = netrc(CONTENT, permissions);
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> password(netrc, "ann", "mail.example.org"))
        .withMessageEndingWith("others than its owner may read or write it: chmod 600");
  }

  @ParameterizedTest
  @CsvSource({
    "machine a login b password hunter2\\nhunter3, 2: expected machine",
    "login hunter2, 1: machine or default is missing",
    "machine a\\npassword, 2: a value is missing",
    "machine a password \"hunter2, 1: a quote is not closed",
  })
  void namesTheLineOfAnErrorAndDoesNotRepeatIt(String content, String problem) throws IOException {
    Netrc netrc = netrc(content.replace("\\n", "\n"), "rw-------");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> password(netrc, "b", "a"))
        .withMessageContaining(".netrc: line " + problem)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter"));
  }

  @Test
  void looksInTheHomeDirectoryAndReadsAgainAtEachLogin() throws IOException {
    environment.put("HOME", directory.toString());
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> password(new Netrc(null), "ann", "a"))
        .withMessageContaining("cannot be read (NoSuchFileException)");
    netrc("machine a login ann password old", "rw-------");
    var credentials = new Netrc(null).credentials(new Account("ann", "a", 995), io);
    netrc("machine a login ann password new", "rw-------");
    assertThat(credentials.secret().block()).isEqualTo("new");
  }

  @Test
  void doesNotTellThePassword() {
    assertThat(NetrcFile.parse("machine a login ann password hunter2").toString())
        .contains("ann")
        .doesNotContain("hunter2");
  }
}
