// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.sasl.SaslMechanism;
import io.github.pop3reactive.sasl.SaslMechanisms;
import io.github.pop3reactive.session.LoginFailure;
import io.github.pop3reactive.session.LoginFailure.Reason;
import io.github.pop3reactive.session.LoginMethod;
import io.github.pop3reactive.session.LoginOrder;
import io.github.pop3reactive.session.Pop3Exception;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.test.dovecot.DovecotContainer;
import io.github.pop3reactive.test.dovecot.RequiresDocker;
import io.github.pop3reactive.test.tls.TestCa;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.testcontainers.images.builder.Transferable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Access tokens, about which Dovecot asks a token endpoint of the test's own (RFC 7662). */
@RequiresDocker
class OAuthIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String GOOD = "good-Tr0ub4dor";
  private static final String STALE = "stale-Tr0ub4dor";
  private static final String UNKNOWABLE = "unknowable-Tr0ub4dor";
  private static final TestCa CA = new TestCa();
  private static final Queue<String> ASKED = new ConcurrentLinkedQueue<>();
  private static HttpServer endpoint;
  private static DovecotContainer dovecot;

  @BeforeAll
  static void start() throws IOException {
    endpoint = HttpServer.create(new InetSocketAddress(0), 0);
    endpoint.createContext("/introspect", OAuthIT::introspect);
    endpoint.start();
    String oauth =
        """
        introspection_mode = post
        introspection_url = http://host.docker.internal:%d/introspect
        username_attribute = username
        active_attribute = active
        active_value = true
        """
            .formatted(endpoint.getAddress().getPort());
    dovecot =
        new DovecotContainer(CA.good())
            .withExtraHost("host.docker.internal", "host-gateway")
            .withCopyToContainer(Transferable.of(oauth), "/etc/dovecot/oauth2.conf")
            .withAuthentication(
                """
                auth_mechanisms = xoauth2 oauthbearer
                passdb {
                  driver = oauth2
                  mechanisms = xoauth2 oauthbearer
                  args = /etc/dovecot/oauth2.conf
                }
                """);
    dovecot.start();
    dovecot.deliver("ann", List.of("Subject: hers\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
  }

  @AfterAll
  static void stop() {
    dovecot.stop();
    endpoint.stop(0);
  }

  private static void introspect(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
    String token = form.replaceFirst("^token=([^&]*).*$", "$1");
    ASKED.add(token);
    if (token.equals(UNKNOWABLE)) {
      exchange.sendResponseHeaders(503, -1);
    } else {
      String answer =
          token.equals(GOOD) ? "{\"active\":true,\"username\":\"ann\"}" : "{\"active\":false}";
      byte[] octets = answer.getBytes(StandardCharsets.US_ASCII);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, octets.length);
      exchange.getResponseBody().write(octets);
    }
    exchange.close();
  }

  static Stream<Arguments> ways() {
    return Stream.of(SecuredDovecot.values())
        .flatMap(
            mode ->
                Stream.of(SaslMechanisms.xoauth2(), SaslMechanisms.oauthBearer())
                    .map(mechanism -> Arguments.of(mode, mechanism)));
  }

  private static Pop3Client client(
      SecuredDovecot mode, SaslMechanism mechanism, Credentials credentials) {
    return mode.client(dovecot, CA)
        .options(options -> options.loginOrder(LoginOrder.of(LoginMethod.sasl(mechanism))))
        .credentials(credentials);
  }

  private static Credentials token(String token) {
    return Credentials.token("ann", Mono.just(token));
  }

  private static void refuses(Pop3Client client, Reason reason, String... words) {
    StepVerifier.create(client.connect())
        .expectErrorSatisfies(
            e -> {
              assertThat(LoginFailure.of((Pop3Exception) e).reason()).isEqualTo(reason);
              assertThat(e).hasMessageContainingAll(words).hasMessageNotContaining("Tr0ub4dor");
              assertThat(((Pop3Exception) e).isRetryable()).isEqualTo(reason.isRetryable());
            })
        .verify(SOON);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void logsIn(SecuredDovecot mode, SaslMechanism mechanism) {
    SecuredDovecot.finds(1, client(mode, mechanism, token(GOOD)));
    assertThat(ASKED).contains(GOOD);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void tellsARefusedTokenAndWhatTheServerSaysOfIt(SecuredDovecot mode, SaslMechanism mechanism) {
    String status = mechanism.name().equals("XOAUTH2") ? "\"status\":\"401\"" : "invalid_token";
    refuses(client(mode, mechanism, token(STALE)), Reason.TOKEN_REFUSED, status);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void hasARefusedTokenRenewedOnce(SecuredDovecot mode, SaslMechanism mechanism) {
    Credentials renewing =
        Credentials.token("ann", renew -> Mono.just(Boolean.TRUE.equals(renew) ? GOOD : STALE));
    StepVerifier.create(client(mode, mechanism, renewing).withSession(Pop3Session::noop))
        .expectComplete()
        .verify(SOON);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void tellsAFailureOfTheTokenEndpoint(SecuredDovecot mode, SaslMechanism mechanism) {
    refuses(client(mode, mechanism, token(UNKNOWABLE)), Reason.TEMPORARY, "SYS/TEMP");
  }
}
