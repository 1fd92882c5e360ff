// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pop3reactive.test.server.Fault.End;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MaildropFaultTest {
  private final MaildropServer server = MaildropServer.builder().user("a", "p").start();

  @BeforeEach
  void fill() {
    server.add("a", "u1", "1\r\n");
    server.add("a", "u2", "2\r\n");
  }

  @AfterEach
  void close() {
    server.scripted().assertNoFailures();
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void soManyOctetsAreSentAndNoMore(End end) throws Exception {
    server.inject(new Fault.AfterOctets("+OK ready\r\n+OK now".length(), end));
    try (TestClient client = new TestClient(server.address())) {
      assertThat(client.line()).isEqualTo("+OK ready");
      client.send("USER a\r\n");
      assertThat(client.in.readNBytes(7)).asString().isEqualTo("+OK now");
      assertEnds(client, end);
    }
    assertServes();
  }

  @Test
  void evenTheGreetingMayBeCut() throws Exception {
    server.inject(new Fault.AfterOctets(0, End.CLOSE));
    try (TestClient client = new TestClient(server.address())) {
      assertThat(client.line()).isEqualTo("EOF");
    }
    assertServes();
  }

  @ParameterizedTest
  @EnumSource
  void theNthCommandIsNotObeyed(End end) throws Exception {
    server.inject(new Fault.BeforeReply("DELE", 2, end));
    try (TestClient client = login()) {
      assertThat(client.ask("DELE 1")).startsWith("+OK");
      client.send("DELE 2\r\n");
      assertEnds(client, end);
    }
    assertServes();
    assertThat(server.messages("a")).hasSize(2);
  }

  @Test
  void whatWasAnsweredBeforeIsSentFirst() throws Exception {
    server.inject(new Fault.BeforeReply("STAT", 1, End.RESET));
    try (TestClient client = login()) {
      client.send("NOOP\r\nNOOP\r\nSTAT\r\n");
      assertThat(client.line()).isEqualTo("+OK");
      assertThat(client.line()).isEqualTo("+OK");
      assertEnds(client, End.RESET);
    }
  }

  @Test
  void aCommandMayBeRefused() throws Exception {
    server.inject(new Fault.Refuse("PASS", 1, "[SYS/TEMP] later"));
    try (TestClient client = new TestClient(server.address())) {
      client.line();
      assertThat(client.login("a", "p")).isEqualTo("-ERR [SYS/TEMP] later");
      client.ask("USER a");
      assertThat(client.ask("PASS p")).startsWith("+OK");
    }
  }

  @Test
  void quitMayRemoveSome() throws Exception {
    server.inject(new Fault.PartialCommit(1));
    try (TestClient client = login()) {
      client.ask("DELE 1");
      client.ask("DELE 2");
      assertThat(client.ask("QUIT")).isEqualTo("-ERR some deleted messages not removed");
      assertThat(server.removed("a")).containsExactly("u1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theAnswerToQuitMayBeLost(End end) throws Exception {
    server.inject(new Fault.CommitReplyLost(end));
    try (TestClient client = login()) {
      client.ask("DELE 1");
      client.send("QUIT\r\n");
      assertEnds(client, end);
      assertThat(server.removed("a")).containsExactly("u1");
    }
    assertServes();
  }

  @Test
  void eachConnectionHasItsFaults() throws Exception {
    server.faults(n -> n == 1 ? List.of(new Fault.AfterOctets(3, End.CLOSE)) : List.of());
    server.inject();
    server.inject();
    server.inject(new Fault.AfterOctets(1, End.CLOSE));
    for (String greeting : List.of("+OK ready", "+OKEOF", "+EOF", "+OK ready")) {
      try (TestClient client = new TestClient(server.address())) {
        assertThat(client.line()).isEqualTo(greeting);
      }
    }
    assertThat(server.connections()).isEqualTo(4);
  }

  private void assertServes() throws IOException {
    login().close();
  }

  private static void assertEnds(TestClient client, End end) throws IOException {
    switch (end) {
      case CLOSE, CLOSE_WITHOUT_NOTIFY -> assertThat(client.line()).isEqualTo("EOF");
      case RESET -> assertThatThrownBy(client::line).isInstanceOf(SocketException.class);
      case STALL -> {
        client.tcp.setSoTimeout(100);
        assertThatThrownBy(client::line).isInstanceOf(SocketTimeoutException.class);
      }
    }
  }

  private TestClient login() throws IOException {
    TestClient client = new TestClient(server.address());
    client.line();
    assertThat(client.login("a", "p")).isEqualTo("+OK logged in");
    return client;
  }
}
