// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.codec.Pop3Request;
import io.github.pop3reactive.codec.ReplyShape;
import io.github.pop3reactive.sasl.Credentials;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WiretapTest {
  private static final String SECRET = "Tr0ub4dor-hush";
  private static final SessionOptions OPTIONS =
      SessionOptions.DEFAULT.mutate(o -> o.plaintextLogin(true));

  private final List<String> heard = new ArrayList<>();

  /** Begins behind "connected", which an embedded channel is before it has handlers. */
  private EmbeddedSession tapped() {
    return new EmbeddedSession(
        OPTIONS,
        channel ->
            channel.wiretap(event -> heard.add(event.toString().replaceFirst("^\\[[^]]*] ", ""))));
  }

  private static void logIn(EmbeddedSession server) {
    server.session().login(Credentials.of("ann", "x")).subscribe();
    server.says("+OK\r\n");
    server.says("+OK\r\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 1000})
  void tellsAConversationHoweverItIsCut(int cut) {
    try (EmbeddedSession server = tapped()) {
      server.says("+OK ready <1.2@pop>\r\n");
      Pop3Session session = server.session();
      session
          .login(Credentials.of("ann", SECRET))
          .then(session.stat())
          .thenMany(session.list())
          .then(session.dele(7).onErrorComplete())
          .thenMany(session.retr(1).doOnNext(ByteBuf::release))
          .then(session.quit())
          .subscribe();
      server.sent();
      for (String said :
          new String[] {
            "+OK ann is known\r\n",
            "+OK [UTF8] welcome\r\n",
            "+OK 2 320\r\n",
            "+OK\r\n1 200\r\n2 120\r\n.\r\n",
            "-ERR no such message\r\n",
            "+OK 9 octets\r\nSubj: a\r\n..\r\n.\r\n",
            "+OK bye\r\n"
          }) {
        for (int at = 0; at < said.length(); at += cut) {
          server.says(said.substring(at, Math.min(said.length(), at + cut)));
        }
        server.sent();
      }
    }
    assertThat(heard)
        .containsExactly(
            "S: +OK ready <1.2@pop>",
            "C: USER ***",
            "S: +OK ***",
            "C: PASS ***",
            "S: +OK [UTF8] ***",
            "C: STAT",
            "S: +OK 2 320",
            "C: LIST",
            "S: +OK",
            "S: (body of 14 octets)",
            "C: DELE 7",
            "S: -ERR no such message",
            "C: RETR 1",
            "S: +OK 9 octets",
            "S: (body of 12 octets)",
            "C: QUIT",
            "S: +OK bye",
            "closed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-ERR bad password " + SECRET,
        "-ERR [SYS/PERM/" + SECRET + "] no",
        "-ERR [LOGIN-DELAY " + SECRET + "] no",
        "-ERR [" + SECRET + "] no",
        "+OK welcome " + SECRET,
        "PASS " + SECRET,
        "+ " + SECRET,
        "-ERR no\r\n-ERR goodbye " + SECRET
      })
  void tellsNothingThatAServerMayRepeat(String answer) {
    try (EmbeddedSession server = tapped()) {
      server.says("+OK\r\n");
      server.session().login(Credentials.of("ann", SECRET)).onErrorComplete().subscribe();
      server.says("+OK\r\n");
      server.says(answer + "\r\n");
    }
    assertThat(heard).contains("C: PASS ***").hasSizeGreaterThan(4);
    assertThat(String.join("\n", heard)).doesNotContain(SECRET.substring(0, 8));
  }

  @Test
  void keepsTheResponseCodeOfARefusedLogin() {
    try (EmbeddedSession server = tapped()) {
      server.says("+OK\r\n");
      server.session().login(Credentials.of("ann", SECRET)).onErrorComplete().subscribe();
      server.says("+OK\r\n");
      server.says("-ERR [SYS/TEMP/disk] " + SECRET + "\r\n");
      server.session().capa().onErrorComplete().subscribe();
      server.says("-ERR [X] log in first\r\n");
    }
    assertThat(heard)
        .containsSubsequence(
            "C: PASS ***", "S: -ERR [SYS/TEMP] ***", "C: CAPA", "S: -ERR [X] log in first");
  }

  @Test
  void hidesTheArgumentsOfCommandsThatItDoesNotKnow() {
    try (EmbeddedSession server = tapped()) {
      server.says("+OK\r\n");
      logIn(server);
      server
          .session()
          .command(
              Pop3Request.of(Pop3Command.valueOf("XTOKEN"), ReplyShape.SINGLE_LINE, "a", SECRET))
          .subscribe();
      server.says("+OK\r\n");
    }
    assertThat(heard).contains("C: XTOKEN ***");
  }

  @Test
  void printsEachEventOnOneShortLine() {
    try (EmbeddedSession server = tapped()) {
      server.says("+OK a\u001b[0m\r\n");
      logIn(server);
      server.session().noop().subscribe();
      server.says("+OK " + "x".repeat(1000) + "\r\n");
    }
    assertThat(heard)
        .contains("S: +OK a\\u001b[0m", "S: +OK " + "x".repeat(WireEvent.MAX_CHARACTERS) + "...");
  }

  @Test
  void tellsABodyThatWasCut() {
    try (EmbeddedSession server = tapped()) {
      server.says("+OK\r\n");
      logIn(server);
      server.session().retr(1).doOnNext(ByteBuf::release).onErrorComplete().subscribe();
      server.says("+OK\r\nSubject: a\r\n");
      server.hangsUp();
    }
    assertThat(heard).containsSubsequence("C: RETR 1", "S: (cut body, 12 octets of it)", "closed");
  }

  @Test
  void tellsAGoodbyeAndACommandThatCouldNotBeSent() {
    try (EmbeddedSession server = tapped()) {
      server.says("+OK\r\n");
      server.session().login(Credentials.of("x".repeat(300), SECRET)).onErrorComplete().subscribe();
      logIn(server);
      server.session().noop().subscribe();
      server.says("+OK\r\n");
      server.says("-ERR Disconnected for inactivity.\r\n");
    }
    assertThat(heard)
        .containsSubsequence(
            "C: USER *** (not sent)",
            "C: USER ***",
            "C: NOOP",
            "S: -ERR Disconnected for inactivity. (unasked)");
  }

  @Test
  void isNotThereUnlessAskedFor() {
    try (EmbeddedSession server = new EmbeddedSession(OPTIONS)) {
      assertThat(server.channel().pipeline().get(SessionChannel.WIRETAP)).isNull();
    }
    try (EmbeddedSession server = tapped()) {
      assertThat(server.channel().pipeline().get(SessionChannel.WIRETAP)).isNotNull();
    }
  }

  @Test
  void outlivesATapThatThrows() {
    List<Capabilities> results = new ArrayList<>();
    try (EmbeddedSession server =
        new EmbeddedSession(
            OPTIONS,
            channel ->
                channel.wiretap(
                    event -> {
                      throw new IllegalStateException("mine");
                    }))) {
      server.says("+OK\r\n");
      server.session().capa().subscribe(results::add);
      server.says("+OK\r\nUIDL\r\n.\r\n");
    }
    assertThat(results).singleElement().matches(Capabilities::uidl);
  }
}
