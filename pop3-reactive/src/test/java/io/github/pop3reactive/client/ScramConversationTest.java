// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.sasl.SaslMechanisms;
import io.github.pop3reactive.session.LoginMethod;
import io.github.pop3reactive.session.LoginOrder;
import io.github.pop3reactive.session.Pop3AuthenticationException;
import io.github.pop3reactive.test.server.ScriptedServer;
import io.github.pop3reactive.test.server.ServerConnection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** SCRAM with servers that know the password, pretend to, or do harm. */
class ScramConversationTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String SECRET = "Tr0ub4dor-hush";
  private static final UnaryOperator<String> UNCHANGED = text -> text;

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String text) {
    return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
  }

  /** Takes the server's part as far as its last word, unless the client cancels. */
  private static boolean scram(
      ServerConnection c, UnaryOperator<String> first, UnaryOperator<String> last)
      throws IOException {
    c.send("+OK ready");
    c.expect("CAPA");
    c.sendRaw("+OK\r\nUSER\r\nSASL PLAIN SCRAM-SHA-256 LOGIN\r\n.\r\n");
    ScramPeer peer = new ScramPeer(SECRET, decode(c.readLine().split(" ")[2]));
    c.send("+ " + encode(first.apply(peer.first())));
    String proof = c.readLine();
    if (proof.equals("*")) {
      return false;
    }
    c.send("+ " + encode(last.apply(peer.last(decode(proof)))));
    return !c.readLine().equals("*");
  }

  private static Pop3Client client(ScriptedServer server, LoginOrder order) {
    return Pop3Client.create()
        .host(server.host())
        .port(server.port())
        .plaintext()
        .plaintextLogin()
        .options(options -> options.loginOrder(order))
        .credentials("ann", Mono.just(SECRET));
  }

  private static void refuses(ScriptedServer server) {
    LoginOrder all =
        LoginOrder.of(
            LoginMethod.sasl(SaslMechanisms.scramSha256()),
            LoginMethod.sasl(SaslMechanisms.plain()),
            LoginMethod.USER_PASS);
    StepVerifier.create(client(server, all).connect())
        .expectErrorSatisfies(
            e -> {
              StringWriter trace = new StringWriter();
              e.printStackTrace(new PrintWriter(trace));
              assertThat(e).isInstanceOf(Pop3AuthenticationException.class);
              assertThat(trace.toString()).doesNotContain(SECRET, encode(SECRET));
            })
        .verify(SOON);
    server.awaitScripts();
    List<String> lines = server.lines(0);
    assertThat(lines).filteredOn(line -> line.startsWith("AUTH ")).hasSize(1);
    assertThat(lines).noneMatch(line -> line.startsWith("USER") || line.startsWith("PASS"));
  }

  @Test
  void logsInWithAServerThatKnowsThePassword() {
    try (ScriptedServer server =
        ScriptedServer.start(
            c -> {
              assertThat(scram(c, UNCHANGED, UNCHANGED)).isTrue();
              c.send("+OK");
              c.expect("QUIT");
              c.send("+OK");
            })) {
      StepVerifier.create(
              client(server, LoginOrder.strongestFirst()).withSession(session -> Mono.just("in")))
          .expectNext("in")
          .expectComplete()
          .verify(SOON);
      server.awaitScripts();
      assertThat(server.lines(0)).noneMatch(line -> line.contains(SECRET));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "i=4096, i=4095",
    "i=4096, i=1",
    "i=4096, i=600001",
    "i=4096, i=2147483647",
    "^r=, r=x",
    "%server, ''",
    "'^.*$', no"
  })
  void cancelsWhereTheServerBeginsBadly(String of, String to) {
    try (ScriptedServer server =
        ScriptedServer.start(
            c -> {
              assertThat(scram(c, text -> text.replaceFirst(of, to), UNCHANGED)).isFalse();
              c.send("-ERR cancelled");
              c.expectEnd();
            })) {
      refuses(server);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-ERR cancelled", "+OK welcome"})
  void isNotLoggedInWhereTheServersSignatureIsWrong(String answer) {
    try (ScriptedServer server =
        ScriptedServer.start(
            c -> {
              assertThat(scram(c, UNCHANGED, v -> "v=" + encode("x".repeat(32)))).isFalse();
              c.send(answer);
              c.expectEnd();
            })) {
      refuses(server);
    }
  }

  @Test
  void isNotLoggedInWithoutTheServersSignature() {
    try (ScriptedServer server =
        ScriptedServer.start(
            c -> {
              c.send("+OK ready");
              c.expect("CAPA");
              c.sendRaw("+OK\r\nSASL SCRAM-SHA-256\r\n.\r\n");
              ScramPeer peer = new ScramPeer(SECRET, decode(c.readLine().split(" ")[2]));
              c.send("+ " + encode(peer.first()));
              c.readLine();
              c.send("+OK welcome");
              c.expectEnd();
            })) {
      refuses(server);
    }
  }

  @Test
  void tellsTheErrorOfTheServer() {
    try (ScriptedServer server =
        ScriptedServer.start(
            c -> {
              assertThat(scram(c, UNCHANGED, v -> "e=invalid-proof")).isTrue();
              c.send("-ERR [AUTH] no");
              c.expectEnd();
            })) {
      StepVerifier.create(client(server, LoginOrder.strongestFirst()).connect())
          .expectErrorSatisfies(
              e ->
                  assertThat(e)
                      .isInstanceOf(Pop3AuthenticationException.class)
                      .hasMessageContaining("invalid-proof"))
          .verify(SOON);
    }
  }
}
