// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.session.LoginFailure;
import io.github.pop3reactive.session.LoginFailure.Reason;
import io.github.pop3reactive.session.LoginMethod;
import io.github.pop3reactive.session.LoginOrder;
import io.github.pop3reactive.session.Pop3AuthenticationException;
import io.github.pop3reactive.session.Pop3Exception;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.test.dovecot.DovecotContainer;
import io.github.pop3reactive.test.dovecot.RequiresDocker;
import io.github.pop3reactive.test.tls.TestCa;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.testcontainers.images.builder.Transferable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What Dovecot says when it is not the password that is wrong. */
@RequiresDocker
class LoginFailureIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final TestCa CA = new TestCa();

  private static Pop3Client client(SecuredDovecot mode, DovecotContainer dovecot) {
    return mode.client(dovecot, CA).credentials("ann", Mono.just(DovecotContainer.PASSWORD));
  }

  private static void isNotThePassword(Mono<?> attempt, Reason... reasons) {
    StepVerifier.create(attempt)
        .expectErrorSatisfies(
            e -> {
              assertThat(e).isNotInstanceOf(Pop3AuthenticationException.class);
              assertThat(LoginFailure.of((Pop3Exception) e).reason())
                  .as("%s", e)
                  .isIn((Object[]) reasons);
              assertThat(((Pop3Exception) e).isRetryable()).isTrue();
            })
        .verify(SOON);
  }

  @Test
  void aPassdbThatFailsForAWhileIsTemporary() {
    try (DovecotContainer dovecot =
        new DovecotContainer(CA.good())
            .withCopyToContainer(
                Transferable.of("#!/bin/sh\nexit 111\n", 0755), "/etc/dovecot/fails")
            .withAuthentication(
                """
                auth_mechanisms = plain login apop cram-md5 digest-md5 scram-sha-1 scram-sha-256
                passdb {
                  driver = checkpassword
                  args = /etc/dovecot/fails
                }
                """)) {
      dovecot.start();
      for (SecuredDovecot mode : SecuredDovecot.values()) {
        AuthenticationIT.methods()
            .forEach(
                (LoginMethod method) ->
                    isNotThePassword(
                        client(mode, dovecot)
                            .options(o -> o.loginOrder(LoginOrder.of(method)))
                            .connect(),
                        Reason.TEMPORARY));
      }
    }
  }

  @Test
  void aRefusedGreetingIsTemporary() {
    try (DovecotContainer dovecot =
        new DovecotContainer(CA.good())
            .withSettings("service auth {\n  executable = /bin/false\n}\n")) {
      dovecot.start();
      isNotThePassword(client(SecuredDovecot.STLS, dovecot).connect(), Reason.TEMPORARY);
      // It mostly closes before anything goes through TLS, and if that is slow, says why.
      isNotThePassword(
          client(SecuredDovecot.IMPLICIT_TLS, dovecot).connect(),
          Reason.TRANSPORT,
          Reason.TEMPORARY);
    }
  }

  @Test
  void tooManySessionsOfAUserAreTemporary() {
    try (DovecotContainer dovecot =
        new DovecotContainer(CA.good()).withSettings("mail_max_userip_connections = 1\n")) {
      dovecot.start();
      for (SecuredDovecot mode : SecuredDovecot.values()) {
        Pop3Session first = client(mode, dovecot).connect().block(SOON);
        isNotThePassword(client(mode, dovecot).connect(), Reason.TEMPORARY);
        first.quit().block(SOON);
      }
    }
  }

  @Test
  void aConnectionThatMustMakeRoomForAnotherIsTransport() {
    try (DovecotContainer dovecot =
        new DovecotContainer(CA.good())
            .withSettings(
                """
                service pop3-login {
                  service_count = 1
                  process_min_avail = 0
                  process_limit = 1
                  client_limit = 1
                }
                """)) {
      dovecot.start();
      for (SecuredDovecot mode : SecuredDovecot.values()) {
        Pop3Session waiting = mode.client(dovecot, CA).connect().block(SOON);
        Pop3Session other = client(mode, dovecot).connect().block(SOON);
        isNotThePassword(waiting.onClose(), Reason.TRANSPORT);
        other.quit().block(SOON);
      }
    }
  }
}
