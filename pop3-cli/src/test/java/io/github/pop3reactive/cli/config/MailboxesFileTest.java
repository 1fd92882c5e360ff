// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.pop3reactive.sasl.Credentials.Kind;
import io.github.pop3reactive.test.tls.TestCa;
import io.github.pop3reactive.tls.TlsMode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailboxesFileTest {
  @TempDir Path directory;

  private List<MailboxSpec> read(String yaml) throws IOException {
    return MailboxesFile.read(Files.writeString(directory.resolve("mailboxes.yaml"), yaml));
  }

  @Test
  void readsMailboxesWithDefaults() throws IOException {
    Files.writeString(directory.resolve("ca.pem"), new TestCa().certificatePem());
    List<MailboxSpec> specs =
        read(
            """
            defaults:
              host: mail.example.org
              trust: ca.pem
              delete: true
              password-env: SHARED
            mailboxes:
              - user: alice
              - user: bob
                port: 1995
                password-file: secrets/bob
                delete: false
                id: the bob
              - user: carol
                host: old.example.org
                tls: stls
                delete-on-retrieve: true
              - user: dave
                tls: none
                plaintext-login: true
            """);
    assertThat(specs)
        .extracting(MailboxSpec::account)
        .containsExactly(
            "alice@mail.example.org:995",
            "bob@mail.example.org:1995",
            "carol@old.example.org:110",
            "dave@mail.example.org:110");
    assertThat(specs)
        .extracting(spec -> spec.client().tlsMode())
        .containsExactly(TlsMode.IMPLICIT, TlsMode.IMPLICIT, TlsMode.STLS, TlsMode.NONE);
    assertThat(specs).extracting(MailboxSpec::id).containsExactly(null, "the bob", null, null);
    assertThat(specs).extracting(MailboxSpec::delete).containsExactly(true, false, true, true);
    assertThat(specs)
        .extracting(MailboxSpec::deleteOnRetrieve)
        .containsExactly(false, false, true, false);
    assertThat(specs)
        .extracting(MailboxSpec::credentials)
        .containsExactly(
            new PasswordSource.Environment("SHARED"),
            new PasswordSource.FirstLine(directory.resolve("secrets/bob")),
            new PasswordSource.Environment("SHARED"),
            new PasswordSource.Environment("SHARED"));
    assertThat(specs)
        .extracting(spec -> spec.client().options().plaintextLogin())
        .containsExactly(false, false, false, true);
  }

  @Test
  void readsWhereSecretsComeFrom() throws IOException {
    List<MailboxSpec> specs =
        read(
            """
            defaults:
              host: h
              oauth-token-endpoint: https://login.example.org/token
              oauth-client-id: client
              oauth-client-secret-env: CLIENT
              oauth-refresh-token-env: SHARED
            mailboxes:
              - user: a
              - user: b
                oauth-refresh-token-file: refresh
                oauth-scope: pop
              - user: c
                netrc: true
              - user: d
                netrc: netrc
              - user: e
                password-command: pass $POP3_USER
              - user: f
                token-command: token
              - user: g
                password-env: G
              - user: h
                oauth-token-endpoint: https://other.example.org/token
                oauth-client-secret-file: client
            """);
    PasswordSource client = new PasswordSource.Environment("CLIENT");
    PasswordSource shared = new PasswordSource.Environment("SHARED");
    URI endpoint = URI.create("https://login.example.org/token");
    assertThat(specs)
        .extracting(MailboxSpec::credentials)
        .containsExactly(
            new OAuthRefresh(endpoint, "client", client, shared, null),
            new OAuthRefresh(
                endpoint,
                "client",
                client,
                new PasswordSource.FirstLine(directory.resolve("refresh")),
                "pop"),
            new Netrc(null),
            new Netrc(directory.resolve("netrc")),
            new ShellCommand("pass $POP3_USER", Kind.PASSWORD),
            new ShellCommand("token", Kind.TOKEN),
            new PasswordSource.Environment("G"),
            new OAuthRefresh(
                URI.create("https://other.example.org/token"),
                "client",
                new PasswordSource.FirstLine(directory.resolve("client")),
                shared,
                null));
  }

  @Test
  void asksForAPasswordOfWhichNothingIsSaid() throws IOException {
    assertThat(read("mailboxes: [{host: h, user: u}]"))
        .extracting(MailboxSpec::credentials)
        .containsExactly(new PasswordSource.Prompt());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mailboxes: [{host: h, usr: u}] | :1: unknown key \"usr\"",
        "mailboxes: [{host: h}] | :1: user is missing",
        "mailboxes: [{user: h}] | :1: host is missing",
        "mailboxes: [] | :1: expected a list of at least one under mailboxes:",
        "mailboxes: 3 | :1: expected a list of at least one under mailboxes:",
        "'' | : the file is empty",
        "defaults: {}\\nmailboxes:\\n- host: h\\n  port: x | :4: port is not a number from 1 to 65535",
        "mailboxes:\\n- host: h\\n  port: 65536 | :3: port is not a number from 1 to 65535",
        "mailboxes:\\n- host: h\\n  tls: maybe | :3: tls is none of implicit, stls, none",
        "mailboxes:\\n- host: h\\n  user: u\\n  tls: none | :4: tls: none sends the password in clear",
        "mailboxes:\\n- host: h\\n  delete: yes | :3: delete is neither true nor false",
        "mailboxes:\\n- host: [h] | :2: host is not a text",
        "mailboxes:\\n- host: '' | :2: host is empty",
        "mailboxes:\\n- just text | :2: expected a mapping",
        "mailboxes:\\n- host: h\\n  host: h | :3: key \"host\" is there twice",
        "defaults: {id: x} | :1: unknown key \"id\"",
        "mailboxes:\\n- host: h\\n  user: u\\n  password-env: A\\n  password-file: b"
            + " | :5: password-env and password-file exclude each other",
        "mailboxes:\\n- host: h\\n  user: u\\n  netrc: true\\n  token-command: t"
            + " | :5: netrc and token-command exclude each other",
        "defaults:\\n  oauth-client-secret-env: A\\n  oauth-client-secret-file: b"
            + " | :3: oauth-client-secret-env and oauth-client-secret-file exclude each other",
        "mailboxes:\\n- host: h\\n  user: u\\n  oauth-client-id: i"
            + " | :4: oauth-client-id goes with oauth-token-endpoint",
        "mailboxes:\\n- host: h\\n  user: u\\n  oauth-token-endpoint: https://h/"
            + " | :4: oauth-token-endpoint needs oauth-client-id",
        "mailboxes: [ | : not YAML",
      })
  void namesTheLineOfAnError(String yaml, String problem) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(yaml.replace("\\n", "\n")))
        .withMessageStartingWith(directory.resolve("mailboxes.yaml") + problem.substring(0, 1))
        .withMessageContaining(problem);
  }

  @Test
  void refusesAPasswordAndDoesNotRepeatIt() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read("mailboxes:\n- host: h\n  password: hunter2\n"))
        .withMessageEndingWith(
            ":3: a password must not be in this file: use password-env or password-file");
  }

  @Test
  void doesNotRepeatTheLineOfASyntaxError() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read("mailboxes:\n- password: hunter2: [\n"))
        .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("hunter2"));
  }

  @Test
  void saysThatAFileCannotBeRead() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> MailboxesFile.read(directory.resolve("none.yaml")))
        .withMessage(directory.resolve("none.yaml") + ": cannot be read (NoSuchFileException)");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read("mailboxes: [{host: h, user: u, trust: none.pem}]"))
        .withMessageContaining("none.pem cannot be read");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read("mailboxes: [{host: h, user: u, trust: mailboxes.yaml}]"))
        .withMessageContaining("holds no certificate");
  }
}
