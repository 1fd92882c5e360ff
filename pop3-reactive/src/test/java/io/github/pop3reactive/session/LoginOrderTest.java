// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.sasl.SaslContext;
import io.github.pop3reactive.sasl.SaslMechanisms;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

class LoginOrderTest {
  private static final LoginMethod PLAIN = LoginMethod.sasl(SaslMechanisms.plain());
  private static final LoginMethod LOGIN = LoginMethod.sasl(SaslMechanisms.login());
  private static final LoginMethod XOAUTH2 = LoginMethod.sasl(SaslMechanisms.xoauth2());

  private final List<Throwable> failures = new ArrayList<>();
  private int completed;
  @AutoClose private EmbeddedSession server;

  private void start(LoginOrder order, String capabilities) {
    server =
        new EmbeddedSession(
            SessionOptions.DEFAULT.mutate(o -> o.plaintextLogin(true).loginOrder(order)));
    server.says("+OK ready <1896.697170952@dbc.mtview.ca.us>\r\n");
    if (!capabilities.isEmpty()) {
      server.session().capa().subscribe();
      server.says("+OK\r\n" + capabilities + "\r\n.\r\n");
      server.sent();
    }
  }

  private void login(Credentials credentials) {
    server.session().login(credentials).subscribe(null, failures::add, () -> completed++);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private void refuses(String line) {
    assertThat(server.sent()).containsExactly(line);
    server.says("-ERR [AUTH] no\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "SASL PLAIN SCRAM-SHA-1 SCRAM-SHA-512 SCRAM-SHA-256, AUTH SCRAM-SHA-512",
    "SASL LOGIN SCRAM-SHA-1-PLUS SCRAM-SHA-1 CRAM-MD5 DIGEST-MD5, AUTH SCRAM-SHA-1",
    "SASL login plain, AUTH PLAIN",
    "SASL LOGIN ANONYMOUS EXTERNAL XOAUTH2, AUTH LOGIN",
    "SASL XOAUTH2 SCRAM-SHA-256-PLUS GSSAPI, USER ann",
    "USER, USER ann"
  })
  void choosesTheStrongestForAPassword(String capabilities, String expected) {
    start(LoginOrder.strongestFirst(), capabilities);
    login(Credentials.of("ann", "secret"));
    assertThat(server.sent()).singleElement().asString().startsWith(expected);
  }

  /** To have one may mean to read a certificate, at every login. */
  @ParameterizedTest
  @CsvSource({"SCRAM-SHA-256, false", "SCRAM-SHA-256-PLUS, true"})
  void asksForAChannelBindingIfTheServerHasAUseForIt(String announced, boolean asked) {
    List<String> types = new ArrayList<>();
    SaslContext context =
        new SaslContext() {
          @Override
          public String host() {
            return "mail.example.org";
          }

          @Override
          public int port() {
            return 995;
          }

          @Override
          public byte[] channelBinding(String type) {
            types.add(type);
            return new byte[] {1};
          }

          @Override
          public Set<String> announced() {
            return Set.of("PLAIN", announced);
          }
        };
    assertThat(
            LoginOrder.strongestFirst().candidates(context, false, Credentials.of("ann", "secret")))
        .extracting(LoginMethod::name)
        .containsExactly(announced);
    assertThat(types.isEmpty()).isEqualTo(!asked);
  }

  @ParameterizedTest
  @CsvSource({"SASL PLAIN OAUTHBEARER XOAUTH2, XOAUTH2", "SASL LOGIN OAUTHBEARER, OAUTHBEARER"})
  void choosesABearerForAToken(String capabilities, String expected) {
    start(LoginOrder.strongestFirst(), capabilities);
    login(Credentials.token("ann", Mono.just("token")));
    assertThat(server.sent()).singleElement().asString().startsWith("AUTH " + expected + " ");
  }

  @Test
  void neverSendsATokenAsAPassword() {
    start(LoginOrder.strongestFirst(), "USER\r\nSASL PLAIN LOGIN SCRAM-SHA-1");
    login(Credentials.token("ann", Mono.<String>error(new AssertionError("asked"))));
    assertThat(server.sent()).isEmpty();
    assertThat(failures).singleElement().isInstanceOf(Pop3AuthenticationException.class);
    assertThat(failures.get(0)).hasMessageContaining("SCRAM-SHA-1");
  }

  @Test
  void refusesAMechanismOfAnotherKind() {
    start(LoginOrder.strongestFirst(), "SASL XOAUTH2");
    server
        .session()
        .authenticate(SaslMechanisms.xoauth2(), Credentials.of("ann", "secret"))
        .subscribe(null, failures::add);
    server
        .session()
        .apop(Credentials.token("ann", Mono.just("token")))
        .subscribe(null, failures::add);
    assertThat(failures).hasSize(2).hasOnlyElementsOfType(IllegalArgumentException.class);
    assertThat(server.sent()).isEmpty();
  }

  @Test
  void triesNothingElseByDefault() {
    start(LoginOrder.strongestFirst(), "USER\r\nSASL PLAIN LOGIN");
    login(Credentials.of("ann", "secret"));
    refuses("AUTH PLAIN " + base64("\0ann\0secret"));
    assertThat(failures).singleElement().isInstanceOf(Pop3AuthenticationException.class);
    assertThat(server.sent()).isEmpty();
  }

  @Test
  void leavesOutWhatIsExcluded() {
    start(LoginOrder.strongestFirst().without("plain", "LOGIN"), "SASL PLAIN LOGIN");
    login(Credentials.of("ann", "secret"));
    assertThat(server.sent()).containsExactly("USER ann");
  }

  @Test
  void triesAnExplicitOrderToItsEnd() {
    start(LoginOrder.of(LOGIN, LoginMethod.USER_PASS, LoginMethod.APOP, PLAIN), "SASL LOGIN");
    login(Credentials.of("mrose", "tanstaaf"));
    refuses("AUTH LOGIN");
    refuses("USER mrose");
    refuses("APOP mrose c4c9334bac560ecc979e58001b3e22fb");
    assertThat(server.sent()).isEmpty();
    assertThat(failures).singleElement().isInstanceOf(Pop3AuthenticationException.class);
    assertThat(failures.get(0)).hasMessageStartingWith("APOP: ");
  }

  @Test
  void stopsWhereTheServerAccepts() {
    start(LoginOrder.of(LoginMethod.USER_PASS, PLAIN, LOGIN), "");
    login(Credentials.of("ann", "secret"));
    refuses("USER ann");
    assertThat(server.sent()).containsExactly("AUTH PLAIN " + base64("\0ann\0secret"));
    server.says("+OK\r\n");
    assertThat(completed).isOne();
    assertThat(server.session().state()).isEqualTo(SessionState.TRANSACTION);
  }

  @Test
  void triesNothingElseWhereTheMaildropIsInUse() {
    start(LoginOrder.of(PLAIN, LoginMethod.USER_PASS), "SASL PLAIN");
    login(Credentials.of("ann", "secret"));
    server.sent();
    server.says("-ERR [IN-USE] later\r\n");
    assertThat(server.sent()).isEmpty();
    assertThat(failures).singleElement().isInstanceOf(Pop3ResponseException.class);
  }

  @Test
  void reportsTheRefusalOfAServerThatThenHangsUp() {
    start(LoginOrder.of(PLAIN, LoginMethod.USER_PASS), "SASL PLAIN");
    login(Credentials.of("ann", "secret"));
    refuses("AUTH PLAIN " + base64("\0ann\0secret"));
    assertThat(server.sent()).containsExactly("USER ann");
    server.hangsUp();
    assertThat(failures).singleElement().isInstanceOf(Pop3AuthenticationException.class);
  }

  @Test
  void triesNothingElseBehindAConversationThatTheClientEnded() {
    start(LoginOrder.of(PLAIN, LoginMethod.USER_PASS), "SASL PLAIN");
    login(Credentials.of("ann", "secret"));
    server.sent();
    server.says("+ bm8=\r\n");
    assertThat(server.sent()).containsExactly("*");
    server.says("-ERR\r\n");
    assertThat(server.sent()).isEmpty();
    assertThat(failures).singleElement().isInstanceOf(Pop3AuthenticationException.class);
  }

  @Test
  void asksOnceForAnotherToken() {
    start(LoginOrder.strongestFirst(), "SASL XOAUTH2 OAUTHBEARER");
    List<Boolean> asked = new ArrayList<>();
    login(
        Credentials.token(
            "ann",
            refused -> {
              asked.add(refused);
              return Mono.just(refused ? "new" : "old");
            }));
    assertThat(server.sent())
        .containsExactly("AUTH XOAUTH2 " + base64("user=ann\1auth=Bearer old\1\1"));
    server.says("+ " + base64("{\"status\":\"401\"}") + "\r\n");
    assertThat(server.sent()).containsExactly("");
    server.says("-ERR\r\n");
    assertThat(server.sent())
        .containsExactly("AUTH XOAUTH2 " + base64("user=ann\1auth=Bearer new\1\1"));
    server.says("+ " + base64("{\"status\":\"400\"}") + "\r\n");
    server.sent();
    server.says("-ERR\r\n");
    assertThat(asked).containsExactly(false, true);
    assertThat(server.sent()).isEmpty();
    assertThat(failures).singleElement().isInstanceOf(Pop3AuthenticationException.class);
    assertThat(failures.get(0)).hasMessageContaining("{\"status\":\"400\"}");
  }

  @Test
  void asksForNoOtherTokenOfAPublisher() {
    start(LoginOrder.of(XOAUTH2), "");
    login(Credentials.token("ann", Mono.just("old")));
    refuses("AUTH XOAUTH2 " + base64("user=ann\1auth=Bearer old\1\1"));
    assertThat(failures).hasSize(1);
    assertThat(server.sent()).isEmpty();
  }
}
