// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.sasl.Credentials;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class LoginTest {

  @Test
  void withholdsPasswordsFromAConnectionInClear() {
    try (EmbeddedSession server = new EmbeddedSession(SessionOptions.DEFAULT)) {
      server.says("+OK\r\n");
      Mono<String> neverAsked = Mono.error(new AssertionError("asked for the secret"));
      StepVerifier.create(server.session().login(Credentials.of("ann", neverAsked)))
          .verifyError(Pop3TlsException.class);
      assertThat(server.sent()).isEmpty();
    }
  }

  @Test
  void logsInWithPlainWhereAnnouncedAndElseWithUserAndPass() {
    SessionOptions options = SessionOptions.DEFAULT.mutate(o -> o.plaintextLogin(true));
    try (EmbeddedSession server = new EmbeddedSession(options)) {
      server.says("+OK\r\n");
      server.session().capa().subscribe();
      server.says("+OK\r\nSASL PLAIN LOGIN\r\n.\r\n");
      server.sent();
      StepVerifier.create(server.session().login(Credentials.of("tim", "tanstaaftanstaaf")))
          .then(
              () ->
                  assertThat(server.sent())
                      .containsExactly("AUTH PLAIN AHRpbQB0YW5zdGFhZnRhbnN0YWFm"))
          .then(() -> server.says("+OK\r\n"))
          .verifyComplete();
      assertThat(server.session().state()).isEqualTo(SessionState.TRANSACTION);
    }
    try (EmbeddedSession server = new EmbeddedSession(options)) {
      server.says("+OK\r\n");
      StepVerifier.create(server.session().login(Credentials.of("tim", " pass word ")))
          .then(() -> assertThat(server.sent()).containsExactly("USER tim"))
          .then(() -> server.says("+OK\r\n"))
          .then(() -> assertThat(server.sent()).containsExactly("PASS  pass word "))
          .then(() -> server.says("-ERR [AUTH] bad\r\n"))
          .verifyErrorSatisfies(
              e ->
                  assertThat(e)
                      .isInstanceOf(Pop3AuthenticationException.class)
                      .hasMessageNotContaining("pass word"));
      assertThat(server.session().state()).isEqualTo(SessionState.AUTHORIZATION);
    }
  }

  @Test
  void sendsALongInitialResponseAsAnAnswerOnly() {
    SessionOptions options = SessionOptions.DEFAULT.mutate(o -> o.plaintextLogin(true));
    try (EmbeddedSession server = new EmbeddedSession(options)) {
      server.says("+OK\r\n");
      server.session().capa().subscribe();
      server.says("+OK\r\nSASL PLAIN\r\n.\r\n");
      server.sent();
      StepVerifier.create(server.session().login(Credentials.of("tim", "x".repeat(300))))
          .then(() -> assertThat(server.sent()).containsExactly("AUTH PLAIN"))
          .then(() -> server.says("+ \r\n"))
          .then(() -> assertThat(server.sent().get(0)).startsWith("AHRpbQB4eHh4"))
          .then(() -> server.says("-ERR [IN-USE] locked\r\n"))
          .verifyErrorSatisfies(
              e ->
                  assertThat(e)
                      .isInstanceOfSatisfying(
                          Pop3ResponseException.class, r -> assertThat(r.isRetryable()).isTrue()));
    }
  }

  @Test
  void neverTakesALostConnectionForABadPassword() {
    SessionOptions options = SessionOptions.DEFAULT.mutate(o -> o.plaintextLogin(true));
    try (EmbeddedSession server = new EmbeddedSession(options)) {
      server.says("+OK\r\n");
      StepVerifier.create(server.session().login(Credentials.of("tim", "x")))
          .then(() -> server.says("+OK\r\n"))
          .then(server::hangsUp)
          .verifyError(Pop3ConnectionException.class);
    }
  }
}
