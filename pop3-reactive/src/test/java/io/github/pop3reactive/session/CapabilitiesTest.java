// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.sasl.Credentials;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class CapabilitiesTest {
  private static Capabilities of(String... lines) {
    return new Capabilities(List.of(lines));
  }

  @Test
  void readsWhatIsAnnounced() {
    Capabilities told =
        of(
            "user",
            "Resp-Codes",
            "AUTH-RESP-CODE",
            "EXPIRE 30 USER",
            "LOGIN-DELAY\t60  user",
            "UTF8 USER",
            "LANG",
            "IMPLEMENTATION Shlemazle Plotz v302",
            "X-ODD thing");
    assertThat(told.user()).isTrue();
    assertThat(told.respCodes()).isTrue();
    assertThat(told.authRespCode()).isTrue();
    assertThat(told.expireDays()).hasValue(30);
    assertThat(told.expireDependsOnUser()).isTrue();
    assertThat(told.expiresNever()).isFalse();
    assertThat(told.loginDelaySeconds()).hasValue(60);
    assertThat(told.loginDelayDependsOnUser()).isTrue();
    assertThat(told.utf8()).isTrue();
    assertThat(told.utf8User()).isTrue();
    assertThat(told.lang()).isTrue();
    assertThat(told.implementation()).hasValue("Shlemazle Plotz v302");
    assertThat(told.lines()).contains("X-ODD thing");
  }

  @Test
  void takesNothingForAnnouncedThatIsNot() {
    Capabilities told = of("EXPIRE never", "LOGIN-DELAY soon", "UTF8", "USERS", "UIDL-X");
    assertThat(told.expiresNever()).isTrue();
    assertThat(told.expireDays()).isEmpty();
    assertThat(told.expireDependsOnUser()).isFalse();
    assertThat(told.loginDelaySeconds()).isEmpty();
    assertThat(told.loginDelayDependsOnUser()).isFalse();
    assertThat(told.utf8User()).isFalse();
    assertThat(told.user()).isFalse();
    assertThat(told.uidl()).isFalse();
    assertThat(told.implementation()).isEmpty();
    assertThat(Capabilities.NONE.expiresNever()).isFalse();
    assertThat(Capabilities.NONE.respCodes()).isFalse();
    assertThat(Capabilities.NONE.authRespCode()).isFalse();
    assertThat(Capabilities.NONE.utf8()).isFalse();
    assertThat(Capabilities.NONE.lang()).isFalse();
  }

  @Test
  void replacesWhatIsToldAgainBehindLogin() {
    SessionOptions options = SessionOptions.DEFAULT.mutate(o -> o.plaintextLogin(true));
    try (EmbeddedSession server = new EmbeddedSession(options)) {
      Pop3Session session = capa(server, "+OK\r\n", "UIDL", "X-OLD");
      capa(server, "", "UIDL", "EXPIRE 0 USER", "LOGIN-DELAY 9 USER", "PIPELINING");
      assertThat(session.capabilities().has("X-OLD")).isFalse();
      session.login(Credentials.of("ann", "secret")).subscribe();
      server.says("+OK\r\n");
      server.says("+OK\r\n");
      assertThat(session.state()).isEqualTo(SessionState.TRANSACTION);
      assertThat(session.capabilities().pipelining()).isTrue();
      capa(server, "", "expire 30", "TOP");
      assertThat(session.capabilities().lines())
          .containsExactly("UIDL", "LOGIN-DELAY 9 USER", "expire 30", "TOP");
      capa(server, "", "EXPIRE NEVER");
      assertThat(session.capabilities().lines())
          .containsExactly("UIDL", "LOGIN-DELAY 9 USER", "EXPIRE NEVER");
    }
  }

  private static Pop3Session capa(EmbeddedSession server, String before, String... lines) {
    server.says(before);
    StepVerifier.create(server.session().capa())
        .then(() -> server.says("+OK\r\n" + String.join("\r\n", lines) + "\r\n.\r\n"))
        .expectNext(of(lines))
        .verifyComplete();
    return server.session();
  }

  @Test
  void keepsWhatIsKnownWhereCapaIsRefusedBehindLogin() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn(SessionOptions.DEFAULT, "TOP")) {
      StepVerifier.create(server.session().capa())
          .then(() -> server.says("-ERR not now\r\n"))
          .verifyError(Pop3ResponseException.class);
      assertThat(server.session().capabilities().top()).isTrue();
    }
  }
}
