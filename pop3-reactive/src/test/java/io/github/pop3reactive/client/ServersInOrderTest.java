// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pop3reactive.session.Pop3AuthenticationException;
import io.github.pop3reactive.session.Pop3ConnectionException;
import io.github.pop3reactive.session.Pop3ResponseException;
import io.github.pop3reactive.session.Pop3TlsException;
import io.github.pop3reactive.test.server.Login;
import io.github.pop3reactive.test.server.ScriptedServer;
import io.github.pop3reactive.test.server.ServerScript;
import io.github.pop3reactive.test.tls.TestCa;
import io.github.pop3reactive.tls.TlsMode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ServersInOrderTest {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final TestCa CA = new TestCa();
  private static final ServerScript BUSY =
      c -> {
        c.send("-ERR [SYS/TEMP] too many connections");
        c.expectEnd();
      };

  private static Pop3Client client() {
    return Pop3Client.create()
        .tls(tls -> tls.trust(CA.certificate()))
        .credentials("ann", Mono.just("secret"));
  }

  private static ServerAddress tls(ScriptedServer server) {
    return ServerAddress.implicitTls(server.host()).withPort(server.port());
  }

  private static ServerAddress clear(ScriptedServer server) {
    return new ServerAddress(server.host(), server.port(), TlsMode.NONE);
  }

  private static ServerAddress nobody() {
    try (ScriptedServer gone = ScriptedServer.start(BUSY)) {
      return tls(gone);
    }
  }

  @Test
  void takesTheFirstThatCanBeUsed() {
    try (ScriptedServer busy = ScriptedServer.startTls(CA.good(), BUSY);
        ScriptedServer untrusted = ScriptedServer.startTls(CA.selfSigned(), BUSY);
        ScriptedServer good = ScriptedServer.startTls(CA.good(), Login.SESSION);
        ScriptedServer spare = ScriptedServer.startTls(CA.good(), Login.SESSION)) {
      Pop3Client client =
          client().servers(nobody(), tls(busy), tls(untrusted), tls(good), tls(spare));
      StepVerifier.create(client.withSession(session -> Mono.just(session.greeting().text())))
          .expectNext("ready")
          .expectComplete()
          .verify(SOON);
      good.awaitScripts();
      assertThat(busy.connections()).hasSize(1);
      assertThat(untrusted.connections()).hasSize(1);
      assertThat(spare.connections()).isEmpty();
    }
  }

  @Test
  void takesARefusedLoginForTheAnswer() {
    ServerScript refusing =
        c -> {
          c.send("+OK");
          Login.capa(c, "USER");
          Login.untilPass(c);
          c.send("-ERR [AUTH] no");
          c.expectEnd();
        };
    try (ScriptedServer busy = ScriptedServer.startTls(CA.good(), BUSY);
        ScriptedServer refuses = ScriptedServer.startTls(CA.good(), refusing);
        ScriptedServer spare = ScriptedServer.startTls(CA.good(), Login.SESSION)) {
      StepVerifier.create(client().servers(tls(busy), tls(refuses), tls(spare)).connect())
          .expectErrorSatisfies(
              failure -> {
                assertThat(failure).isInstanceOf(Pop3AuthenticationException.class);
                assertThat(failure.getSuppressed())
                    .hasExactlyElementsOfTypes(Pop3ResponseException.class);
              })
          .verify(SOON);
      assertThat(spare.connections()).isEmpty();
    }
  }

  @Test
  void takesAConnectionThatIsLostWithinTheLoginForTheAnswer() {
    ServerScript dying =
        c -> {
          c.send("+OK");
          Login.capa(c, "USER");
          c.expect("USER ann");
          c.close();
        };
    try (ScriptedServer dies = ScriptedServer.startTls(CA.good(), dying);
        ScriptedServer spare = ScriptedServer.startTls(CA.good(), Login.SESSION)) {
      StepVerifier.create(client().servers(tls(dies), tls(spare)).connect())
          .expectError(Pop3ConnectionException.class)
          .verify(SOON);
      assertThat(spare.connections()).isEmpty();
    }
  }

  @Test
  void doesNotSendASecretInClearToAnyOfThem() {
    ServerScript greeting =
        c -> {
          c.send("+OK");
          Login.capa(c, "USER");
          c.expectEnd();
        };
    try (ScriptedServer clear = ScriptedServer.start(greeting);
        ScriptedServer spare = ScriptedServer.start(greeting)) {
      StepVerifier.create(client().servers(clear(clear), clear(spare)).connect())
          .expectError(Pop3TlsException.class)
          .verify(SOON);
      clear.awaitScripts();
      assertThat(spare.connections()).isEmpty();
    }
  }

  @Test
  void tellsAllFailuresAndPutsTheRetryableFirst() {
    try (ScriptedServer untrusted = ScriptedServer.startTls(CA.selfSigned(), BUSY);
        ScriptedServer busy = ScriptedServer.startTls(CA.good(), BUSY)) {
      Pop3Client client = client().servers(tls(untrusted), tls(busy), nobody());
      for (int again = 0; again < 2; again++) {
        StepVerifier.create(client.connect())
            .expectErrorSatisfies(
                failure -> {
                  assertThat(failure).isInstanceOf(Pop3ResponseException.class);
                  assertThat(failure.getSuppressed())
                      .hasExactlyElementsOfTypes(
                          Pop3TlsException.class, Pop3ConnectionException.class);
                })
            .verify(SOON);
      }
    }
  }

  @Test
  void tellsOfTheFirstAndIsUndoneByAnother() {
    Pop3Client client =
        client().servers(ServerAddress.stls("b\u00fccher.example"), ServerAddress.implicitTls("b"));
    assertThat(client.host()).isEqualTo("xn--bcher-kva.example");
    assertThat(client.port()).isEqualTo(110);
    assertThat(client.tlsMode()).isEqualTo(TlsMode.STLS);
    assertThat(client.options(options -> {}).config().choice().servers()).hasSize(2);
    assertThat(client.host("c").config().choice().servers()).isEmpty();
    assertThat(client.port(1).config().choice().servers()).isEmpty();
    assertThat(client.uri("pop3s://d").config().choice().servers()).isEmpty();
    assertThat(client.implicitTls().port()).isEqualTo(995);
  }

  @Test
  void refusesNoServersAndNoPorts() {
    assertThatThrownBy(() -> client().servers()).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ServerAddress("a", 65536, TlsMode.STLS))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ServerAddress.stls("")).isInstanceOf(IllegalArgumentException.class);
  }
}
