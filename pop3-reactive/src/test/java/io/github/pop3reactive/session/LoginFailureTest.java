// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.sasl.SaslMechanisms;
import io.github.pop3reactive.session.LoginFailure.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class LoginFailureTest {
  private static final SessionOptions IN_CLEAR =
      SessionOptions.DEFAULT.mutate(o -> o.plaintextLogin(true));

  private static Pop3Exception only(List<Throwable> failures) {
    assertThat(failures).singleElement().isInstanceOf(Pop3Exception.class);
    return (Pop3Exception) failures.get(0);
  }

  /** Lets a server with these capabilities refuse PASS. */
  private static Pop3Exception refused(String refusal, String... capabilities) {
    List<Throwable> failures = new ArrayList<>();
    try (EmbeddedSession server = new EmbeddedSession(IN_CLEAR)) {
      server.says("+OK\r\n");
      if (capabilities.length > 0) {
        server.session().capa().subscribe();
        server.says("+OK\r\n" + String.join("\r\n", capabilities) + "\r\n.\r\n");
      }
      server.session().login(Credentials.of("ann", "secret")).subscribe(null, failures::add);
      server.says("+OK\r\n");
      server.says(refusal + "\r\n");
    }
    return only(failures);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RFC 3206       | -ERR [AUTH] no                                              | BAD_CREDENTIALS
          refined        | -ERR [auth/expired] no                                      | BAD_CREDENTIALS
          RFC 2449       | -ERR [IN-USE] Do you have another POP session running?      | IN_USE
          RFC 2449       | -ERR [LOGIN-DELAY] minimum time between mail checks         | LOGIN_DELAY
          RFC 3206       | -ERR [SYS/TEMP] wrong password, perhaps                     | TEMPORARY
          refined        | -ERR [sys/temp/disk] full                                   | TEMPORARY
          RFC 3206       | -ERR [SYS/PERM] try again later                             | PERMANENT
          other SYS      | -ERR [SYS/NEW] what                                         | PERMANENT
          not a SYS      | -ERR [SYSTEM] what                                          | BAD_CREDENTIALS
          unknown code   | -ERR [ODD] mailbox is locked                                | IN_USE
          no text        | -ERR                                                        | BAD_CREDENTIALS
          Dovecot        | -ERR [AUTH] Authentication failed.                          | BAD_CREDENTIALS
          Dovecot        | -ERR Plaintext authentication disallowed on non-secure (SSL/TLS) connections. | POLICY
          Dovecot        | -ERR Unsupported authentication mechanism.                  | POLICY
          Courier        | -ERR Login failed.                                          | BAD_CREDENTIALS
          Courier        | -ERR Temporary problem, please try again later              | TEMPORARY
          Cyrus          | -ERR [AUTH] Invalid login                                   | BAD_CREDENTIALS
          Cyrus          | -ERR Unable to lock maildrop                                | IN_USE
          Exchange       | -ERR Logon failure: unknown user name or bad password.      | BAD_CREDENTIALS
          Exchange       | -ERR Command is not valid in this state.                    | POLICY
          Exchange       | -ERR Server Unavailable. 21                                 | TEMPORARY
          Hotmail        | -ERR Exceeded the login limit for a 15 minute period        | LOGIN_DELAY
          Hotmail        | -ERR login allowed only every 15 minutes                    | LOGIN_DELAY
          Gmail          | -ERR [AUTH] Username and password not accepted.             | BAD_CREDENTIALS
          Gmail          | -ERR [AUTH] Application-specific password required          | POLICY
          Gmail          | -ERR [AUTH] Web login required                              | POLICY
          Gmail          | -ERR [SYS/PERM] Your account is not enabled for POP access. | PERMANENT
          Yahoo          | -ERR [SYS/TEMP] Server error - Please try again later.      | TEMPORARY
          GMX            | -ERR POP3 and IMAP access is disabled for this account      | POLICY
          qpopper        | -ERR Maildrop lock busy!  Is another session active?        | IN_USE
          InterMail      | -ERR mailbox locked, wait a few minutes                     | IN_USE
          old server     | -ERR Unknown command.                                       | POLICY
          locked out     | -ERR Your account has been locked                           | POLICY
          both           | -ERR invalid password, please try again later               | BAD_CREDENTIALS
          """)
  void readsCodesFirstAndThenWhatServersWrite(String server, String refusal, Reason expected) {
    Pop3Exception failure = refused(refusal);
    assertThat(LoginFailure.of(failure).reason()).isEqualTo(expected);
    assertThat(failure.isRetryable()).isEqualTo(expected.isRetryable());
    assertThat(failure)
        .isInstanceOf(
            expected.isAboutCredentials()
                ? Pop3AuthenticationException.class
                : Pop3ResponseException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "[LOGIN-DELAY 300] slow down, 300",
    "[LOGIN-DELAY] Logins must be at least 5 minutes apart, 300",
    "Exceeded the login limit for a 15 minute period, 900",
    "login allowed only every 2 hours, 7200",
    "[LOGIN-DELAY] too soon, 720",
    "[IN-USE] wait 3 minutes,"
  })
  void tellsForHowLongToStayAway(String text, Long seconds) {
    LoginFailure failure = LoginFailure.of(refused("-ERR " + text, "USER", "LOGIN-DELAY 720 USER"));
    assertThat(failure.retryAfter())
        .isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
  }

  @Test
  void knowsNoTimeWhereTheServerTellsNone() {
    assertThat(LoginFailure.of(refused("-ERR [LOGIN-DELAY] too soon")).retryAfter()).isNull();
  }

  @Test
  void trustsAServerThatPromisesACodeForBadCredentials() {
    assertThat(LoginFailure.of(refused("-ERR no", "USER", "AUTH-RESP-CODE")).reason())
        .isEqualTo(Reason.PERMANENT);
    assertThat(LoginFailure.of(refused("-ERR bad password", "USER", "AUTH-RESP-CODE")).reason())
        .isEqualTo(Reason.BAD_CREDENTIALS);
    assertThat(LoginFailure.of(refused("-ERR [AUTH] no", "USER", "AUTH-RESP-CODE")).reason())
        .isEqualTo(Reason.BAD_CREDENTIALS);
  }

  @Test
  void tellsTokensFromPasswords() {
    List<Throwable> failures = new ArrayList<>();
    try (EmbeddedSession server = new EmbeddedSession(IN_CLEAR)) {
      server.says("+OK\r\n");
      server
          .session()
          .authenticate(SaslMechanisms.xoauth2(), Credentials.token("ann", Mono.just("token")))
          .subscribe(null, failures::add);
      server.says("-ERR [AUTH] no\r\n");
    }
    assertThat(LoginFailure.of(only(failures)).reason()).isEqualTo(Reason.TOKEN_REFUSED);
  }

  @ParameterizedTest
  @CsvSource({
    "-ERR [IN-USE] busy, IN_USE, true",
    "-ERR [SYS/TEMP] shutting down, TEMPORARY, true",
    "-ERR [SYS/PERM] gone, PERMANENT, false",
    "-ERR [AUTH] who are you, PERMANENT, false",
    "-ERR too many connections from your address, TEMPORARY, true",
    "-ERR access from your network is not allowed, TEMPORARY, true",
    "-ERR wrong password, TEMPORARY, true",
    "-ERR too many logins, LOGIN_DELAY, true",
    "-ERR, TEMPORARY, true"
  })
  void neverBlamesTheCredentialsForARefusedGreeting(
      String greeting, Reason expected, boolean retryable) {
    try (EmbeddedSession server = new EmbeddedSession(IN_CLEAR)) {
      server.says(greeting + "\r\n");
      assertThat(server.failure()).isInstanceOf(Pop3ResponseException.class);
      Pop3Exception failure = (Pop3Exception) server.failure();
      assertThat(LoginFailure.of(failure).reason()).isEqualTo(expected);
      assertThat(failure.isRetryable()).isEqualTo(retryable);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "+OK\r\n", "+OK\r\n-ERR wro", "-E"})
  void neverTakesALostConnectionForABadPassword(String said) {
    List<Throwable> failures = new ArrayList<>();
    try (EmbeddedSession server = new EmbeddedSession(IN_CLEAR)) {
      server.says("+OK\r\n");
      server.session().login(Credentials.of("ann", "secret")).subscribe(null, failures::add);
      server.says(said);
      server.hangsUp();
    }
    assertThat(LoginFailure.of(only(failures)).reason()).isEqualTo(Reason.TRANSPORT);
  }

  @Test
  void tellsWhatIsNoRefusal() {
    List<Throwable> failures = new ArrayList<>();
    Credentials ann = Credentials.of("ann", "secret");
    try (EmbeddedSession server = new EmbeddedSession(SessionOptions.DEFAULT)) {
      server.says("+OK\r\n");
      server.session().login(ann).subscribe(null, failures::add);
    }
    try (EmbeddedSession server = new EmbeddedSession(IN_CLEAR)) {
      server.says("+OK\r\n");
      server.session().apop(ann).subscribe(null, failures::add);
      server.session().login(ann).subscribe(null, failures::add);
      server.says("what?\r\n");
    }
    failures.add(new Pop3TimeoutException(null, "the greeting", Duration.ofSeconds(1)));
    assertThat(failures)
        .extracting(failure -> LoginFailure.of((Pop3Exception) failure).reason())
        .containsExactly(Reason.TLS, Reason.POLICY, Reason.PROTOCOL, Reason.TRANSPORT);
  }

  @Test
  void calculatesWithAServerThatDelaysStat() {
    List<Throwable> failures = new ArrayList<>();
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      server.session().stat().subscribe(null, failures::add);
      server.says("-ERR login allowed only every 15 minutes\r\n");
      server.session().dele(1).subscribe(null, failures::add);
      server.says("-ERR message in use\r\n");
    }
    Pop3Exception stat = (Pop3Exception) failures.get(0);
    assertThat(stat.isRetryable()).isTrue();
    assertThat(LoginFailure.of(stat))
        .isEqualTo(new LoginFailure(Reason.LOGIN_DELAY, Duration.ofMinutes(15)));
    assertThat(((Pop3Exception) failures.get(1)).isRetryable()).isFalse();
  }
}
