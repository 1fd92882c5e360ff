// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.session.LoginFailure;
import io.github.pop3reactive.session.LoginFailure.Reason;
import io.github.pop3reactive.session.Pop3Exception;
import io.github.pop3reactive.test.dovecot.DovecotContainer;
import io.github.pop3reactive.test.dovecot.RequiresDocker;
import io.github.pop3reactive.test.tls.TestCa;
import io.github.pop3reactive.test.tls.TestCertificate;
import io.github.pop3reactive.tls.TlsIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testcontainers.images.builder.Transferable;
import reactor.test.StepVerifier;

/** EXTERNAL with a Dovecot that takes the user from the certificate. */
@RequiresDocker
class ClientCertificateIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final TestCa CA = new TestCa();
  @AutoClose private static DovecotContainer dovecot;

  @BeforeAll
  static void start() {
    dovecot =
        new DovecotContainer(CA.good())
            .withCopyToContainer(Transferable.of(CA.certificatePem()), "/etc/dovecot/tls/ca.pem")
            .withSettings(
                """
                ssl_ca = </etc/dovecot/tls/ca.pem
                ssl_verify_client_cert = yes
                ssl_require_crl = no
                auth_ssl_require_client_cert = yes
                auth_ssl_username_from_cert = yes
                """)
            .withAuthentication(
                """
                auth_mechanisms = external
                passdb {
                  driver = static
                  args = nopassword=y
                }
                """);
    dovecot.start();
    dovecot.deliver("ann", List.of("Subject: hers\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
  }

  private static Pop3Client client(SecuredDovecot mode, String authorizationId) {
    return mode.client(dovecot, CA).credentials(Credentials.external(authorizationId));
  }

  private static Pop3Client shows(Pop3Client client, TestCertificate certificate) {
    TlsIdentity identity = TlsIdentity.of(certificate.privateKey(), certificate.chainArray());
    return client.tls(tls -> tls.identity(identity));
  }

  private static void refuses(Pop3Client client, Reason... possible) {
    StepVerifier.create(client.connect())
        .expectErrorSatisfies(
            e -> assertThat(LoginFailure.of((Pop3Exception) e).reason()).isIn((Object[]) possible))
        .verify(SOON);
  }

  @ParameterizedTest
  @EnumSource
  void logsInAsWhomTheCertificateNames(SecuredDovecot mode) {
    SecuredDovecot.finds(1, shows(client(mode, ""), CA.client("ann")));
    SecuredDovecot.finds(0, shows(client(mode, ""), CA.client("bob")));
  }

  @ParameterizedTest
  @EnumSource
  void mayNotActAsAnotherUser(SecuredDovecot mode) {
    refuses(shows(client(mode, "ann"), CA.client("bob")), Reason.BAD_CREDENTIALS);
  }

  @ParameterizedTest
  @EnumSource
  void isRefusedWithoutACertificate(SecuredDovecot mode) {
    refuses(client(mode, "ann"), Reason.POLICY, Reason.BAD_CREDENTIALS);
  }

  @ParameterizedTest
  @EnumSource
  void isRefusedWithACertificateOfAnotherAuthority(SecuredDovecot mode) {
    refuses(
        shows(client(mode, "ann"), new TestCa("another").client("ann")),
        Reason.POLICY,
        Reason.BAD_CREDENTIALS);
  }
}
