// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pop3reactive.test.tls.TestCa;
import io.github.pop3reactive.test.tls.TestCertificate;
import io.github.pop3reactive.test.transcript.Transcript;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptedServerTest {
  private static final TestCa CA = new TestCa();
  private static final TestCertificate GOOD = CA.good();

  @Test
  void theScriptSpeaksAndListens() throws Exception {
    ServerScript script =
        c -> {
          c.send("+OK ready");
          c.expect("NOOP");
          c.sendRaw("+");
          c.sendRaw("OK\r\n".getBytes(StandardCharsets.US_ASCII));
        };
    try (ScriptedServer server = ScriptedServer.start(script);
        TestClient client = new TestClient(server.address())) {
      assertThat(client.line()).isEqualTo("+OK ready");
      assertThat(client.ask("NOOP")).isEqualTo("+OK");
      assertThat(client.line()).isEqualTo("EOF");
      server.awaitScripts();
      assertThat(server.lines(0)).containsExactly("NOOP");
      assertThat(server.connections().get(0).octetsWritten()).isEqualTo(16);
    }
  }

  @Test
  void anotherLineThanExpectedIsAFailureThatNamesBoth() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(c -> c.expect("NOOP"));
        TestClient client = new TestClient(server.address())) {
      client.send("STAT\r\n");
      assertThat(client.line()).isEqualTo("EOF");
      assertThatThrownBy(server::awaitScripts)
          .isInstanceOf(AssertionError.class)
          .cause()
          .hasMessageContaining("\"NOOP\"")
          .hasMessageContaining("\"STAT\"");
      assertThatThrownBy(server::assertNoFailures).isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void onlyCrLfEndsALine() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(c -> c.expect("a\nb\rc"));
        TestClient client = new TestClient(server.address())) {
      client.send("a\nb\rc\r\n");
      assertThat(client.line()).isEqualTo("EOF");
      server.awaitScripts();
    }
  }

  @Test
  void aScriptThatWaitsIsEndedByClose() throws Exception {
    ScriptedServer server = ScriptedServer.start(ServerConnection::stall);
    try (TestClient client = new TestClient(server.address())) {
      client.tcp.setSoTimeout(100);
      assertThatThrownBy(client::line).isInstanceOf(SocketTimeoutException.class);
      server.close();
      assertThat(server.failures()).isEmpty();
      assertThatThrownBy(client::line).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void aClientThatGoesIsNoFailure() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.start(c -> c.sendGenerated(Long.MAX_VALUE, 78, true))) {
      TestClient client = new TestClient(server.address());
      client.line();
      client.close();
      server.awaitScripts();
      assertThat(server.disconnects()).hasSize(1);
    }
  }

  @Test
  void tlsBeginsAtOnceOrAfterPlainText() throws Exception {
    AtomicReference<String> peer = new AtomicReference<>();
    ServerScript script =
        c -> {
          c.send("+OK ready");
          c.expect("STLS");
          c.send("+OK go");
          c.startTls(GOOD.sslContextTrusting(CA), tls -> tls.setNeedClientAuth(true));
          peer.set(c.tlsSession().getPeerPrincipal().getName());
          c.expect("QUIT");
          c.send("+OK bye");
        };
    try (ScriptedServer server = ScriptedServer.start(script);
        TestClient client = new TestClient(server.address())) {
      client.line();
      client.ask("STLS");
      client.startTls(CA, "alice");
      assertThat(client.ask("QUIT")).isEqualTo("+OK bye");
      assertThat(client.line()).isEqualTo("EOF");
      server.awaitScripts();
    }
    assertThat(peer).hasValue("CN=alice");
    try (ScriptedServer server = ScriptedServer.startTls(GOOD, Transcript.parse("S: +OK\nEOF"));
        TestClient client = new TestClient(server.address()).startTls(CA)) {
      assertThat(client.line()).isEqualTo("+OK");
      assertThat(client.line()).isEqualTo("EOF");
      server.awaitScripts();
    }
  }

  @Test
  void commandsAheadOfTheHandshakeMakeItFail() throws Exception {
    ServerScript script =
        c -> {
          c.expect("STLS");
          c.startTls(GOOD);
        };
    try (ScriptedServer server = ScriptedServer.start(script);
        TestClient client = new TestClient(server.address())) {
      client.send("STLS\r\nUSER alice\r\n");
      assertThatThrownBy(() -> client.startTls(CA)).isInstanceOf(IOException.class);
      server.awaitScripts();
      assertThat(server.disconnects()).hasSize(1);
      assertThat(server.lines(0)).containsExactly("STLS");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aTlsStreamMayEndWithoutCloseNotify(boolean notify) throws Exception {
    ServerScript script =
        c -> {
          c.sendRaw("+O");
          if (notify) {
            c.close();
          } else {
            c.closeWithoutNotify();
          }
        };
    try (ScriptedServer server = ScriptedServer.startTls(GOOD, script);
        TestClient client = new TestClient(server.address()).startTls(CA)) {
      assertThat(client.in.readNBytes(2)).containsExactly('+', 'O');
      // The JDK's client does not tell the two apart, the octets under TLS do.
      assertThat(client.tcp.getInputStream().readAllBytes().length > 0).isEqualTo(notify);
      server.awaitScripts();
    }
  }

  @Test
  void aResetIsNoEnd() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(Transcript.parse("S: +OK\nC: A\nRST"));
        TestClient client = new TestClient(server.address())) {
      assertThat(client.line()).isEqualTo("+OK");
      client.send("A\r\n");
      assertThatThrownBy(client::line).isInstanceOf(SocketException.class);
      server.awaitScripts();
    }
  }

  @Test
  void unreadInputDoesNotSpoilTheEnd() throws Exception {
    ServerScript script =
        c -> {
          c.expect("A");
          Thread.sleep(200);
          c.send("+OK");
        };
    try (ScriptedServer server = ScriptedServer.start(script);
        TestClient client = new TestClient(server.address())) {
      client.send("A\r\nB\r\n");
      client.send("C\r\n");
      assertThat(client.line()).isEqualTo("+OK");
      assertThat(client.line()).isEqualTo("EOF");
      server.awaitScripts();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 78", "2, 78", "3, 5", "23, 10", "24, 10", "50, 1", "51, 1", "999999, 76"})
  @CsvSource({"200001, 76", "65536, 254", "200000, 100000", "200000, 300000"})
  void aGeneratedMessageHasItsExactSize(int octets, int lineLength) throws Exception {
    try (ScriptedServer server =
            ScriptedServer.start(c -> c.sendGenerated(octets, lineLength, true));
        TestClient client = new TestClient(server.address())) {
      String all = new String(client.in.readAllBytes(), StandardCharsets.ISO_8859_1);
      String message = all.substring(0, octets);
      assertThat(all.substring(octets)).isEqualTo(".\r\n");
      if (octets > 0) {
        assertThat(message).endsWith("\r\n").doesNotContain("\r\n.").doesNotStartWith(".");
        assertThat(message.replace("\r\n", "")).doesNotContain("\r", "\n", "\0");
      }
    }
  }

  @Test
  void aGeneratedMessageMayBeLargerThanTheMemory() throws Exception {
    long octets = 300L << 20;
    try (ScriptedServer server = ScriptedServer.start(c -> c.sendGenerated(octets, 76, false));
        TestClient client = new TestClient(server.address())) {
      InputStream in = client.tcp.getInputStream();
      in.skipNBytes(octets);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void octetsMayDrip() throws Exception {
    byte[] octets = "+OK\r\n".getBytes(StandardCharsets.US_ASCII);
    try (ScriptedServer server = ScriptedServer.start(c -> c.drip(octets, Duration.ofMillis(20)));
        TestClient client = new TestClient(server.address())) {
      long start = System.nanoTime();
      assertThat(client.line()).isEqualTo("+OK");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(60));
    }
  }

  @Test
  void eachConnectionHasItsScript() throws Exception {
    ServerScript script =
        ServerScript.inOrder(c -> c.send("-ERR later"), c -> c.send("+OK " + c.number()));
    try (ScriptedServer server = ScriptedServer.start(script)) {
      for (String greeting : new String[] {"-ERR later", "+OK 1", "+OK 2"}) {
        try (TestClient client = new TestClient(server.address())) {
          assertThat(client.line()).isEqualTo(greeting);
        }
      }
      assertThat(server.connections()).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"QUIT", "NOOP"})
  void aTranscriptWithoutEndWaitsForTheClient(String last) throws Exception {
    Transcript transcript =
        Transcript.parse("S: +OK\nC: STLS\nS: +OK\nTLS\nC: STAT\nS: +OK 0 0\nC: QUIT\nS: +OK");
    try (ScriptedServer server = ScriptedServer.start(ServerScript.of(transcript, GOOD))) {
      try (TestClient client = new TestClient(server.address())) {
        client.line();
        client.ask("STLS");
        client.startTls(CA);
        assertThat(client.ask("STAT")).isEqualTo("+OK 0 0");
        assertThat(client.ask(last)).isEqualTo(last.equals("QUIT") ? "+OK" : "EOF");
      }
      if (last.equals("QUIT")) {
        server.awaitScripts();
      } else {
        assertThatThrownBy(server::awaitScripts).isInstanceOf(AssertionError.class);
      }
    }
  }
}
