// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.client.Pop3Client;
import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.test.server.MaildropServer;
import io.github.pop3reactive.test.tls.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final TestCa CA = new TestCa();

  @TempDir Path dir;

  private Pop3Client client(String scheme, MaildropServer server) throws IOException {
    server.add("ann", "a", "Subject: a\r\n\r\n.\r\n");
    server.add("ann", "b", "Subject: b\r\n\r\n");
    Path trust = Files.writeString(dir.resolve("ca.pem"), CA.certificatePem());
    return Account.client(
        scheme + "://ann@localhost:" + server.port(),
        Map.of("POP3_PASSWORD", "secret", "POP3_TRUST", trust.toString()));
  }

  private static MaildropServer.Builder server() {
    return MaildropServer.builder().user("ann", "secret");
  }

  @Test
  void listsAMailbox() throws IOException {
    try (MaildropServer server =
        server().capabilities("USER", "UIDL", "PIPELINING").tls(CA.good()).start()) {
      assertThat(ListMailbox.lines(client("pop3s", server)).collectList().block(SOON))
          .containsExactly("    1         17  a", "    2         14  b");
    }
  }

  @Test
  void streamsAMessageToAFile() throws IOException {
    try (MaildropServer server = server().capabilities("USER").tls(CA.good()).start()) {
      Path file = dir.resolve("1.eml");
      assertThat(StreamMessageToFile.save(client("pop3s", server), 1, file).block(SOON))
          .isEqualTo(17);
      assertThat(file).hasContent("Subject: a\r\n\r\n.\r\n");
    }
  }

  @Test
  void logsInWithStls() throws IOException {
    try (MaildropServer server = server().capabilities("USER", "STLS").stls(CA.good()).start()) {
      Credentials credentials = Credentials.of("ann", "secret");
      assertThat(StlsLogin.status(client("pop3", server), credentials).block(SOON).messages())
          .isEqualTo(2);
    }
  }

  @Test
  void downloadsAMailbox() throws IOException {
    try (MaildropServer server =
        server().capabilities("USER", "PIPELINING").tls(CA.good()).start()) {
      assertThat(PipelinedDownload.download(client("pop3s", server), dir).collectList().block(SOON))
          .containsExactly(17L, 14L);
      assertThat(dir.resolve("2.eml")).hasContent("Subject: b\r\n\r\n");
    }
  }

  @Test
  void readsSubjects() throws IOException {
    try (MaildropServer server =
        server().capabilities("USER", "TOP", "PIPELINING").tls(CA.good()).start()) {
      Pop3Client client = client("pop3s", server);
      server.add("ann", "c", "subject: =?utf-8?Q?=C3=A4?=\r\n\r\nlong\r\n");
      server.add("ann", "d", "To: a@example.org\r\n\r\n");
      assertThat(ReadSubjects.subjects(client).collectList().block(SOON))
          .containsExactly("a", "b", "\u00e4", "(none)");
      assertThat(server.commands()).doesNotContain("RETR");
    }
  }
}
