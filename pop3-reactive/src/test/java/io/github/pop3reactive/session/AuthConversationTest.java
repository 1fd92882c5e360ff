// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.sasl.SaslMechanism;
import io.github.pop3reactive.sasl.SaslMechanisms;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class AuthConversationTest {
  private static final String STAMP = "<1896.697170952@dbc.mtview.ca.us>";

  private final List<Throwable> failures = new ArrayList<>();
  private int completed;

  @AutoClose
  private final EmbeddedSession server =
      new EmbeddedSession(SessionOptions.DEFAULT.mutate(o -> o.plaintextLogin(true)));

  private void begin(Mono<Void> login) {
    login.subscribe(null, failures::add, () -> completed++);
  }

  private void authenticate(SaslMechanism mechanism, Credentials credentials) {
    server.says("+OK\r\n");
    begin(server.session().authenticate(mechanism, credentials));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void doesTheExampleOfApop() {
    server.says("+OK POP3 server ready " + STAMP + "\r\n");
    begin(server.session().apop(Credentials.of("mrose", "tanstaaf")));
    assertThat(server.sent()).containsExactly("APOP mrose c4c9334bac560ecc979e58001b3e22fb");
    server.says("+OK maildrop has 1 message (369 octets)\r\n");
    assertThat(completed).isOne();
    assertThat(server.session().state()).isEqualTo(SessionState.TRANSACTION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ready",
        "<>",
        "<no-at-sign>",
        "<@host>",
        "<local@>",
        "<a@b@c>",
        "<a b@c>",
        "<.a@b>",
        "<a@b.>",
        "<a\u00ff@b>",
        "<a\u0001@b>",
        "<a@b"
      })
  void doesNotDoApopWithoutAValidTimestamp(String greeting) {
    server.says("+OK " + greeting + "\r\n");
    Mono<String> neverAsked = Mono.error(new AssertionError("asked for the secret"));
    begin(server.session().apop(Credentials.of("mrose", neverAsked)));
    assertThat(failures).singleElement().isInstanceOf(Pop3AuthenticationException.class);
    assertThat(server.sent()).isEmpty();
    assertThat(server.session().state()).isEqualTo(SessionState.AUTHORIZATION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<a.b+c/d==@host>", "<\"a b\"@x>", "<1@[127.0.0.1]>", "<a@b> <c@d>"})
  void takesWhatIsAMsgId(String stamp) {
    server.says("+OK hello " + stamp + " ready\r\n");
    begin(server.session().apop(Credentials.of("mrose", "tanstaaf")));
    boolean blank = stamp.startsWith("<\"a b");
    assertThat(server.sent()).hasSize(blank ? 0 : 1);
  }

  /** As o2.pl and Exchange 2003 do. */
  @Test
  void goesOnWhereAYesCanOnlyMeanThat() {
    String password = "x".repeat(300);
    authenticate(SaslMechanisms.plain(), Credentials.of("ann", password));
    assertThat(server.sent()).containsExactly("AUTH PLAIN");
    server.says("+OK go ahead\r\n");
    assertThat(server.session().state()).isEqualTo(SessionState.AUTHORIZATION);
    assertThat(server.sent()).containsExactly(base64("\0ann\0" + password));
    server.says("-ERR [AUTH] no\r\n");
    assertThat(completed).isZero();
    assertThat(failures).singleElement().isInstanceOf(Pop3AuthenticationException.class);
  }

  @Test
  void tellsARefusedApopAndSendsNoOtherCommandForAName() {
    server.says("+OK " + STAMP + "\r\n");
    begin(server.session().apop(Credentials.of("mrose", "wrong")));
    server.sent();
    server.says("-ERR permission denied\r\n");
    assertThat(failures).singleElement().isInstanceOf(Pop3AuthenticationException.class);
    for (String user : List.of("m rose", "mrose\r\nQUIT", "m\0")) {
      begin(server.session().apop(Credentials.of(user, "tanstaaf")));
    }
    assertThat(failures).hasSize(4);
    assertThat(failures.subList(1, 4)).hasOnlyElementsOfType(IllegalArgumentException.class);
    assertThat(server.sent()).isEmpty();
  }

  @Test
  void answersThePromptsOfLogin() {
    authenticate(SaslMechanisms.login(), Credentials.of("ann", "secret"));
    assertThat(server.sent()).containsExactly("AUTH LOGIN");
    server.says("+ VXNlcm5hbWU6\r\n");
    assertThat(server.sent()).containsExactly(base64("ann"));
    server.says("+\r\n");
    assertThat(server.sent()).containsExactly(base64("secret"));
    server.says("+OK\r\n");
    assertThat(completed).isOne();
  }

  @Test
  void sendsAnEmptyInitialResponseAsRfc5034Says() {
    authenticate(SaslMechanisms.external(), Credentials.external(""));
    assertThat(server.sent()).containsExactly("AUTH EXTERNAL =");
    server.says("+OK\r\n");
    assertThat(completed).isOne();
  }

  @Test
  void sendsALongTokenInAnswerToAChallenge() {
    String token = "t".repeat(3000);
    authenticate(SaslMechanisms.oauthBearer(), Credentials.token("ann@x.org", Mono.just(token)));
    assertThat(server.sent()).containsExactly("AUTH OAUTHBEARER");
    server.says("+ \r\n");
    assertThat(server.sent())
        .containsExactly(base64("n,a=ann@x.org,\1auth=Bearer " + token + "\1\1"));
    server.says("+OK\r\n");
    assertThat(completed).isOne();
  }

  @Test
  void answersTheErrorOfOauthbearerAndTellsItsStatus() {
    authenticate(SaslMechanisms.oauthBearer(), Credentials.token("ann", Mono.just("hush-token")));
    server.sent();
    server.says("+ " + base64("{\"status\":\"invalid_token\",\"scope\":\"mail\"}") + "\r\n");
    assertThat(server.sent()).containsExactly("AQ==");
    server.says("-ERR [AUTH] no\r\n");
    assertThat(failures).singleElement().isInstanceOf(Pop3AuthenticationException.class);
    assertThat(failures.get(0))
        .hasMessageContaining("no, because of {\"status\":\"invalid_token\",\"scope\":\"mail\"}");
    assertThat(server.session().state()).isEqualTo(SessionState.AUTHORIZATION);
  }

  @Test
  void withholdsAnErrorThatRepeatsTheToken() {
    authenticate(SaslMechanisms.xoauth2(), Credentials.token("ann", Mono.just("hush-token")));
    server.says("+ " + base64("{\"status\":\"hush-token\r\n\"}") + "\r\n");
    server.says("-ERR hush-token\r\n");
    assertThat(failures).singleElement().asString().doesNotContain("hush").contains("withheld");
  }

  @Test
  void isNotLoggedInAfterAnErrorWhateverTheServerSays() {
    authenticate(SaslMechanisms.oauthBearer(), Credentials.token("ann", Mono.just("t")));
    server.says("+ e30=\r\n");
    server.says("+OK\r\n");
    assertThat(failures).singleElement().isInstanceOf(Pop3AuthenticationException.class);
    assertThat(server.session().state()).isEqualTo(SessionState.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-ERR cancelled", "+OK welcome"})
  void cancelsWhereTheChallengeIsNotBase64(String answer) {
    authenticate(SaslMechanisms.login(), Credentials.of("ann", "secret"));
    server.sent();
    server.says("+ !not base64!\r\n");
    assertThat(server.sent()).containsExactly("*");
    server.says(answer + "\r\n");
    assertThat(completed).isZero();
    assertThat(failures).singleElement().isInstanceOf(Pop3AuthenticationException.class);
  }

  @Test
  void doesNotTakeOkForTheProofThatScramOwes() {
    authenticate(SaslMechanisms.scramSha256(), Credentials.of("ann", "secret"));
    assertThat(server.sent()).singleElement().asString().startsWith("AUTH SCRAM-SHA-256 ");
    server.says("+OK welcome\r\n");
    assertThat(completed).isZero();
    assertThat(failures).singleElement().isInstanceOf(Pop3AuthenticationException.class);
    assertThat(server.session().state()).isEqualTo(SessionState.CLOSED);
  }
}
