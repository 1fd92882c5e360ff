// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.sasl.AuthorizeCallback;
import javax.security.sasl.RealmCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** NTLM with the JDK's own server, and GSSAPI as far as it goes without a KDC. */
class JdkSaslMechanismTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final SaslContext PEER = SaslContext.of("localhost", 995);

  private static SaslServer server() throws SaslException {
    return Sasl.createSaslServer(
        "NTLM",
        "pop",
        "localhost",
        Map.of("com.sun.security.sasl.ntlm.domain", "EXAMPLE"),
        JdkSaslMechanismTest::answer);
  }

  private static void answer(Callback[] callbacks) {
    for (Callback callback : callbacks) {
      if (callback instanceof PasswordCallback asked) {
        asked.setPassword("secret".toCharArray());
      } else if (callback instanceof RealmCallback asked) {
        asked.setText(asked.getDefaultText());
      } else if (callback instanceof NameCallback asked) {
        asked.setName(asked.getDefaultName());
      } else if (callback instanceof AuthorizeCallback asked) {
        asked.setAuthorized(true);
      }
    }
  }

  private static SaslServer talkTo(SaslServer server, String password) throws SaslException {
    SaslConversation talk =
        SaslMechanisms.ntlm().start(Credentials.of("ann", password), PEER).block(SOON);
    byte[] challenge = server.evaluateResponse(talk.initialResponse());
    assertThat(talk.isComplete()).isFalse();
    server.evaluateResponse(talk.respond(challenge).block(SOON));
    assertThat(talk.isComplete()).isTrue();
    return server;
  }

  @Test
  void doesNtlm() throws SaslException {
    SaslServer server = talkTo(server(), "secret");
    assertThat(server.isComplete()).isTrue();
    assertThat(server.getAuthorizationID()).isEqualTo("ann");
    assertThat(server.getNegotiatedProperty(Sasl.QOP)).isEqualTo("auth");
    assertThatThrownBy(() -> talkTo(server(), "wrong")).isInstanceOf(SaslException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ann"})
  void failsWithoutATicket(String actAs) {
    Mono<? extends SaslConversation> start =
        SaslMechanisms.gssapi().start(Credentials.external(actAs), PEER);
    StepVerifier.create(start).expectError(SaslException.class).verify(SOON);
  }

  @Test
  void takesNoPasswordForATicketNorATicketForAPassword() {
    Credentials password = Credentials.of("ann", Mono.error(new AssertionError("asked for")));
    Credentials ticket = Credentials.external("ann");
    assertThat(SaslMechanisms.gssapi().accepts(password)).isFalse();
    assertThat(SaslMechanisms.gssapi().accepts(ticket)).isTrue();
    assertThat(SaslMechanisms.ntlm().accepts(ticket)).isFalse();
    for (SaslMechanism mechanism : SaslMechanisms.strongestFirst()) {
      assertThat(mechanism.name()).isNotIn("NTLM", "GSSAPI");
    }
    StepVerifier.create(SaslMechanisms.gssapi().start(password, PEER))
        .expectError(IllegalArgumentException.class)
        .verify(SOON);
    StepVerifier.create(SaslMechanisms.ntlm().start(ticket, PEER))
        .expectError(IllegalArgumentException.class)
        .verify(SOON);
  }
}
