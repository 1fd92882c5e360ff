// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.sasl.SaslMechanisms;
import io.github.pop3reactive.session.LoginFailure;
import io.github.pop3reactive.session.LoginFailure.Reason;
import io.github.pop3reactive.session.LoginMethod;
import io.github.pop3reactive.session.LoginOrder;
import io.github.pop3reactive.session.MaildropStatus;
import io.github.pop3reactive.session.Pop3AuthenticationException;
import io.github.pop3reactive.session.Pop3Exception;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.test.dovecot.DovecotContainer;
import io.github.pop3reactive.test.dovecot.RequiresDocker;
import io.github.pop3reactive.test.tls.TestCa;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Every mechanism that the Dovecot of Debian offers for a password, and ANONYMOUS. */
@RequiresDocker
class AuthenticationIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final TestCa CA = new TestCa();
  @AutoClose private static DovecotContainer dovecot;

  @BeforeAll
  static void start() {
    dovecot =
        new DovecotContainer(CA.good())
            .withSettings(
                """
                auth_mechanisms = $auth_mechanisms anonymous
                auth_anonymous_username = guest
                """);
    dovecot.start();
  }

  static Stream<LoginMethod> methods() {
    return Stream.concat(
        Stream.of(
                SaslMechanisms.scramSha256(),
                SaslMechanisms.scramSha1(),
                SaslMechanisms.digestMd5(),
                SaslMechanisms.cramMd5(),
                SaslMechanisms.plain(),
                SaslMechanisms.login())
            .map(LoginMethod::sasl),
        Stream.of(LoginMethod.USER_PASS, LoginMethod.APOP));
  }

  static Stream<Arguments> ways() {
    return Stream.of(SecuredDovecot.values())
        .flatMap(mode -> methods().map(method -> Arguments.of(mode, method)));
  }

  private static Pop3Client client(SecuredDovecot mode, LoginOrder order, String password) {
    return mode.client(dovecot, CA)
        .options(options -> options.loginOrder(order))
        .credentials("ann", Mono.just(password));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void logsIn(SecuredDovecot mode, LoginMethod method) {
    StepVerifier.create(
            client(mode, LoginOrder.of(method), DovecotContainer.PASSWORD)
                .withSession(Pop3Session::stat)
                .map(MaildropStatus::messages))
        .expectNextCount(1)
        .expectComplete()
        .verify(SOON);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void tellsAWrongPassword(SecuredDovecot mode, LoginMethod method) {
    StepVerifier.create(client(mode, LoginOrder.of(method), "wrong-Tr0ub4dor").connect())
        .expectErrorSatisfies(
            e -> {
              assertThat(e)
                  .isInstanceOf(Pop3AuthenticationException.class)
                  .hasMessageNotContaining("Tr0ub4dor")
                  .extracting(f -> ((Pop3AuthenticationException) f).response())
                  .isNotNull();
              assertThat(LoginFailure.of((Pop3Exception) e).reason())
                  .isEqualTo(Reason.BAD_CREDENTIALS);
            })
        .verify(SOON);
  }

  @ParameterizedTest
  @EnumSource
  void logsInAsNobody(SecuredDovecot mode) {
    StepVerifier.create(
            mode.client(dovecot, CA)
                .credentials(Credentials.anonymous("ann@example.org"))
                .withSession(Pop3Session::stat))
        .expectNextCount(1)
        .expectComplete()
        .verify(SOON);
  }

  @Test
  void choosesAmongWhatTheServerOffers() {
    Pop3Session session =
        client(SecuredDovecot.IMPLICIT_TLS, LoginOrder.strongestFirst(), DovecotContainer.PASSWORD)
            .connect()
            .block(SOON);
    assertThat(session.capabilities().saslMechanisms()).contains("SCRAM-SHA-256");
    session.quit().block(SOON);
  }

  @Test
  void goesOnAfterARefusalWhereTheOrderIsExplicit() {
    LoginOrder order =
        LoginOrder.of(
            LoginMethod.sasl(SaslMechanisms.scramSha256()),
            LoginMethod.USER_PASS,
            LoginMethod.APOP);
    StepVerifier.create(client(SecuredDovecot.IMPLICIT_TLS, order, "wrong").connect())
        .expectErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOf(Pop3AuthenticationException.class)
                    .hasMessageStartingWith("APOP: "))
        .verify(SOON);
  }
}
