// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.sasl.SaslContext;
import io.github.pop3reactive.sasl.SaslConversation;
import io.github.pop3reactive.sasl.SaslMechanism;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Looks for a password wherever one could turn up. */
class SecretsTest {
  private static final String SECRET = "Tr0ub4dor-hush";
  private static final String PLAIN =
      Base64.getEncoder()
          .encodeToString(("\0ann\0" + SECRET).getBytes(StandardCharsets.ISO_8859_1));
  private static final SessionOptions OPTIONS =
      SessionOptions.DEFAULT.mutate(o -> o.plaintextLogin(true));

  private static void assertTellsNothing(List<Throwable> failures) {
    assertThat(failures).isNotEmpty();
    for (Throwable failure : failures) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      assertThat(trace.toString()).doesNotContain(SECRET, PLAIN, SECRET.substring(0, 8));
      if (failure instanceof Pop3AuthenticationException refused && refused.response() != null) {
        assertThat(refused.response().toString()).doesNotContain(SECRET, PLAIN);
      }
      if (failure instanceof Pop3ResponseException refused) {
        assertThat(refused.response().toString()).doesNotContain(SECRET, PLAIN);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-ERR bad password " + SECRET,
        "-ERR [AUTH] \"PASS " + SECRET + "\" not accepted",
        "-ERR [IN-USE] ann/" + SECRET + " is in",
        "-ERR [SYS/PERM " + SECRET + "] no",
        "PASS " + SECRET,
        "-ERRoneous " + SECRET,
        "+ " + SECRET
      })
  void withholdsAPasswordThatTheServerRepeats(String answer) {
    try (EmbeddedSession server = new EmbeddedSession(OPTIONS)) {
      List<Throwable> failures = new ArrayList<>();
      server.says("+OK\r\n");
      server.session().onClose().subscribe(null, failures::add);
      server.session().login(Credentials.of("ann", SECRET)).subscribe(null, failures::add);
      server.says("+OK ann is known\r\n");
      server.says(answer + "\r\n");
      assertTellsNothing(failures);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-ERR bad password SECRET",
        "-ERR [AUTH] AUTH PLAIN BASE64",
        "AUTH PLAIN BASE64",
        "+ BASE64",
        "+ not base64 SECRET"
      })
  void withholdsAMessageOfAMechanismThatTheServerRepeats(String answer) {
    try (EmbeddedSession server = new EmbeddedSession(OPTIONS)) {
      List<Throwable> failures = new ArrayList<>();
      server.says("+OK\r\n");
      server.session().capa().subscribe();
      server.says("+OK\r\nSASL PLAIN\r\n.\r\n");
      server.session().login(Credentials.of("ann", SECRET)).subscribe(null, failures::add);
      server.says(answer.replace("SECRET", SECRET).replace("BASE64", PLAIN) + "\r\n");
      server.says("-ERR cancelled " + PLAIN + " " + SECRET + "\r\n");
      assertTellsNothing(failures);
    }
  }

  @Test
  void withholdsATokenWithinAMessage() {
    SaslMechanism bearer =
        new SaslMechanism() {
          @Override
          public String name() {
            return "XOAUTH2";
          }

          @Override
          public Mono<SaslConversation> start(Credentials credentials, SaslContext context) {
            return credentials.secret().map(SecretsTest::bearer);
          }
        };
    try (EmbeddedSession server = new EmbeddedSession(OPTIONS)) {
      List<Throwable> failures = new ArrayList<>();
      server.says("+OK\r\n");
      server
          .session()
          .authenticate(bearer, Credentials.of("ann", SECRET))
          .subscribe(null, failures::add);
      server.says("-ERR token " + SECRET + " has expired\r\n");
      assertTellsNothing(failures);
    }
  }

  private static SaslConversation bearer(String token) {
    return new SaslConversation() {
      @Override
      public byte[] initialResponse() {
        return ("user=ann\1auth=Bearer " + token + "\1\1").getBytes(StandardCharsets.US_ASCII);
      }

      @Override
      public Mono<byte[]> respond(byte[] challenge) {
        return Mono.just(new byte[0]);
      }

      @Override
      public boolean isComplete() {
        return true;
      }
    };
  }

  @Test
  void showsARefusalThatRepeatsTheUserOnly() {
    try (EmbeddedSession server = new EmbeddedSession(OPTIONS)) {
      List<Throwable> failures = new ArrayList<>();
      server.says("+OK\r\n");
      server.session().login(Credentials.of("ann", SECRET)).subscribe(null, failures::add);
      server.says("+OK\r\n");
      server.says("-ERR no such user as ann\r\n");
      assertThat(failures).singleElement().asString().contains("no such user as ann");
    }
  }

  @Test
  void namesNoSecretThatCannotBeSent() {
    for (String secret : List.of(SECRET + "\r\nDELE 1", SECRET + "x".repeat(300), SECRET + "\0")) {
      for (String capability : List.of("USER", "SASL PLAIN")) {
        try (EmbeddedSession server = new EmbeddedSession(OPTIONS)) {
          List<Throwable> failures = new ArrayList<>();
          server.says("+OK\r\n");
          server.session().capa().subscribe();
          server.says("+OK\r\n" + capability + "\r\n.\r\n");
          server.sent();
          server.session().login(Credentials.of("ann", secret)).subscribe(null, failures::add);
          if (failures.isEmpty()) {
            server.says(capability.equals("USER") ? "+OK\r\n" : "-ERR\r\n");
          }
          assertTellsNothing(failures);
          assertThat(server.sent()).noneMatch(line -> line.startsWith("DELE"));
        }
      }
    }
  }

  @Test
  void printsTheServersTextOnOneLine() {
    String shown = Pop3Exception.shown("a\r\nb\u2028c\u2029d\u202ee\u0085f\u001b[0m\u0000g");
    assertThat(shown).matches("[\\x20-\\x7e]*").startsWith("a\\u000d\\u000ab\\u2028c");
  }
}
