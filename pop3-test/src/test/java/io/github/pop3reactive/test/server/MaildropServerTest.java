// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.test.tls.TestCa;
import java.io.IOException;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MaildropServerTest {
  private static final TestCa CA = new TestCa();

  private MaildropServer server = MaildropServer.builder().user("a", "se cret").start();

  @AfterEach
  void close() {
    server.scripted().assertNoFailures();
    server.close();
  }

  @Test
  void messagesAreListedAndRetrieved() throws Exception {
    server.add("a", "u1", "Subject: 1\r\n\r\nhello\r\n");
    server.add("a", "u1", "");
    try (TestClient client = login()) {
      assertThat(client.ask("STAT")).isEqualTo("+OK 2 21");
      assertThat(client.askMany("list")).containsExactly("1 21", "2 0");
      assertThat(client.ask("LIST 1")).isEqualTo("+OK 1 21");
      assertThat(client.askMany("UIDL")).containsExactly("1 u1", "2 u1");
      assertThat(client.ask("UIDL 2")).isEqualTo("+OK 2 u1");
      assertThat(client.askMany("RETR 1")).containsExactly("Subject: 1", "", "hello");
      assertThat(client.askMany("RETR 2")).isEmpty();
      assertThat(client.ask("LAST")).isEqualTo("+OK 2");
      assertThat(client.ask("RETR 3")).startsWith("-ERR");
      assertThat(client.ask("LIST x")).startsWith("-ERR");
      assertThat(client.ask("WHAT")).startsWith("-ERR");
      assertThat(client.ask("QUIT")).startsWith("+OK");
      assertThat(client.line()).isEqualTo("EOF");
    }
    assertThat(server.messages("a")).hasSize(2);
    assertThat(server.commands()).contains("USER", "PASS", "LIST", "QUIT");
  }

  @Test
  void dotsAreStuffedAtLineStartsOnlyAndALastLineIsEnded() throws Exception {
    server.add("a", "u", ".h: .\r\n\r\n.\r\n..b\n.c\r\nlast");
    try (TestClient client = login()) {
      assertThat(client.askMany("LIST")).containsExactly("1 26");
      assertThat(client.askMany("RETR 1")).containsExactly("..h: .", "", "..", "...b\n.c", "last");
    }
  }

  @Test
  void topGivesTheHeaderAndSoManyLines() throws Exception {
    server.add("a", "u", "a: b\r\nc: d\r\n\r\n1\r\n\r\n3\r\n");
    try (TestClient client = login()) {
      assertThat(client.askMany("TOP 1 0")).containsExactly("a: b", "c: d", "");
      assertThat(client.askMany("TOP 1 2")).containsExactly("a: b", "c: d", "", "1", "");
      assertThat(client.askMany("TOP 1 9")).hasSize(6);
      assertThat(client.ask("TOP 1")).startsWith("-ERR");
    }
  }

  @Test
  void onlyQuitRemoves() throws Exception {
    server.add("a", "u1", "1\r\n");
    server.add("a", "u2", "2\r\n");
    server.add("a", "u2", "2\r\n");
    try (TestClient client = login()) {
      assertThat(client.ask("DELE 1")).startsWith("+OK");
      assertThat(client.ask("DELE 1")).startsWith("-ERR");
      assertThat(client.askMany("LIST")).containsExactly("2 3", "3 3");
    }
    try (TestClient client = login()) {
      assertThat(client.ask("STAT")).isEqualTo("+OK 3 9");
      client.ask("DELE 1");
      client.ask("RSET");
      client.ask("DELE 3");
      server.add("a", "u4", "");
      assertThat(server.messages("a")).hasSize(4);
      assertThat(client.ask("QUIT")).startsWith("+OK");
      assertThat(server.messages("a"))
          .extracting(MaildropMessage::uniqueId)
          .containsExactly("u1", "u2", "u4");
      assertThat(server.removed("a")).containsExactly("u2");
    }
  }

  @Test
  void oneSessionAtATime() throws Exception {
    TestClient first = login();
    try (TestClient second = new TestClient(server.address())) {
      second.line();
      assertThat(server.isOpen("a")).isTrue();
      assertThat(second.login("a", "se cret")).startsWith("-ERR [IN-USE]");
      first.close();
      assertThat(second.login("a", "se cret")).startsWith("+OK");
    }
  }

  @Test
  void passwordsAreChecked() throws Exception {
    try (TestClient client = new TestClient(server.address())) {
      client.line();
      assertThat(client.login("a", "secret")).startsWith("-ERR [AUTH]");
      assertThat(client.login("b", "se cret")).startsWith("-ERR [AUTH]");
      assertThat(client.ask("PASS se cret")).startsWith("-ERR");
      assertThat(client.ask("STAT")).startsWith("-ERR");
      assertThat(client.login("a", "se cret")).startsWith("+OK");
    }
  }

  @Test
  void saslPlainWorksInBothForms() throws Exception {
    try (TestClient client = new TestClient(server.address())) {
      client.line();
      assertThat(client.ask("AUTH CRAM-MD5")).startsWith("-ERR");
      assertThat(client.ask("AUTH PLAIN !")).startsWith("-ERR");
      assertThat(client.ask("AUTH PLAIN =")).startsWith("-ERR");
      assertThat(client.ask("AUTH PLAIN " + plain("a\0a\0no"))).startsWith("-ERR [AUTH]");
      assertThat(client.ask("AUTH PLAIN")).isEqualTo("+ ");
      assertThat(client.ask("*")).startsWith("-ERR");
      assertThat(client.ask("AUTH PLAIN")).isEqualTo("+ ");
      assertThat(client.ask(plain("\0a\0se cret"))).startsWith("+OK");
    }
    try (TestClient client = new TestClient(server.address())) {
      client.line();
      assertThat(client.ask("AUTH plain " + plain("a\0a\0se cret"))).startsWith("+OK");
    }
  }

  @Test
  void pipelinedCommandsAreAnsweredInOrder() throws Exception {
    server.add("a", "u", "x\r\n");
    try (TestClient client = new TestClient(server.address())) {
      client.line();
      client.send("USER a\r\nPASS se cret\r\nSTAT\r\nRETR 1\r\nDELE 1\r\nQUIT\r\n");
      StringBuilder all = new StringBuilder();
      for (String line = client.line(); !line.equals("EOF"); line = client.line()) {
        all.append(line, 0, Math.min(3, line.length())).append('|');
      }
      assertThat(all).hasToString("+OK|+OK|+OK|+OK|x|.|+OK|+OK|");
    }
    assertThat(server.messages("a")).isEmpty();
  }

  @Test
  void capabilitiesDecideWhatWorks() throws Exception {
    restart(MaildropServer.builder().capabilities("USER", "EXPIRE 0").withoutCapa());
    server.add("a", "u1", "");
    server.add("a", "u2", "");
    try (TestClient client = login()) {
      assertThat(client.ask("CAPA")).startsWith("-ERR");
      assertThat(client.ask("UIDL")).startsWith("-ERR");
      assertThat(client.ask("TOP 1 0")).startsWith("-ERR");
      client.askMany("RETR 2");
      client.ask("QUIT");
      assertThat(server.removed("a")).containsExactly("u2");
    }
    restart(MaildropServer.builder().capabilities("UIDL").greeting("+OK <1@b>"));
    try (TestClient client = new TestClient(server.address())) {
      assertThat(client.line()).isEqualTo("+OK <1@b>");
      assertThat(client.askMany("CAPA")).containsExactly("UIDL");
      assertThat(client.ask("USER a")).startsWith("-ERR");
      assertThat(client.ask("AUTH PLAIN")).startsWith("-ERR");
      assertThat(client.ask("STLS")).startsWith("-ERR");
    }
  }

  @Test
  void stlsForgetsTheUserAndIsOfferedOnce() throws Exception {
    restart(MaildropServer.builder().stls(CA.good()));
    try (TestClient client = new TestClient(server.address())) {
      client.line();
      assertThat(client.askMany("CAPA")).contains("STLS", "PIPELINING");
      client.ask("USER a");
      assertThat(client.ask("STLS")).startsWith("+OK");
      client.startTls(CA);
      assertThat(client.askMany("CAPA")).doesNotContain("STLS");
      assertThat(client.ask("PASS se cret")).startsWith("-ERR");
      assertThat(client.ask("STLS")).startsWith("-ERR");
      assertThat(client.login("a", "se cret")).startsWith("+OK");
    }
  }

  @Test
  void tlsMayBeThereFromTheStart() throws Exception {
    restart(MaildropServer.builder().tls(CA.good()));
    try (TestClient client = new TestClient(server.address()).startTls(CA)) {
      client.line();
      assertThat(client.login("a", "se cret")).startsWith("+OK");
      assertThat(client.ask("QUIT")).startsWith("+OK");
      assertThat(client.line()).isEqualTo("EOF");
    }
  }

  private void restart(MaildropServer.Builder builder) {
    server.close();
    server = builder.user("a", "se cret").start();
  }

  private TestClient login() throws IOException {
    TestClient client = new TestClient(server.address());
    client.line();
    assertThat(client.login("a", "se cret")).isEqualTo("+OK logged in");
    return client;
  }

  private static String plain(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
