// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.session.Pop3Exception;
import io.github.pop3reactive.session.Pop3TlsException;
import io.github.pop3reactive.test.server.Login;
import io.github.pop3reactive.test.server.ScriptedServer;
import io.github.pop3reactive.test.server.ServerConnection;
import io.github.pop3reactive.test.server.ServerScript;
import io.github.pop3reactive.test.tls.TestCa;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class StlsPolicyTest {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final TestCa CA = new TestCa();

  private final List<Pop3Exception> asked = new CopyOnWriteArrayList<>();

  private final StlsPolicy insecure =
      (host, port, failure) -> {
        asked.add(failure);
        return StlsPolicy.Decision.INSECURE;
      };

  private static Pop3Client client(ScriptedServer server) {
    return Ann.overTls(CA, server.port()).stls();
  }

  private static void stls(ServerConnection c, String answer) throws IOException {
    c.send("+OK in clear");
    Login.capa(c, "STLS", "USER");
    c.expect("STLS");
    c.send(answer);
  }

  private static final ServerScript NOT_OFFERED =
      c -> {
        c.send("+OK in clear");
        Login.capa(c, "USER");
        c.expectEnd();
      };

  static Stream<Named<ServerScript>> withoutStls() {
    return Stream.of(
        Named.of("not offered", NOT_OFFERED),
        Named.of(
            "refused",
            c -> {
              stls(c, "-ERR not today");
              c.expectEnd();
            }),
        Named.of(
            "hangs up",
            c -> {
              stls(c, "+OK");
              c.close();
            }),
        Named.of(
            "untrusted",
            c -> {
              stls(c, "+OK");
              c.startTls(CA.selfSigned());
              c.expectEnd();
            }));
  }

  @ParameterizedTest
  @MethodSource("withoutStls")
  void goesOnInClearIfThePolicySaysSo(ServerScript withoutStls) {
    ServerScript scripts = ServerScript.inOrder(withoutStls, Login.SESSION);
    try (ScriptedServer server = ScriptedServer.start(scripts)) {
      Pop3Client lax =
          client(server).plaintextLogin().connecting(connecting -> connecting.stlsPolicy(insecure));
      StepVerifier.create(lax.withSession(session -> Mono.just(session.isEncrypted())))
          .expectNext(false)
          .expectComplete()
          .verify(SOON);
      server.awaitScripts();
    }
    assertThat(asked).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("withoutStls")
  void triesTheNextServerByDefault(ServerScript withoutStls) {
    ServerScript secure =
        c -> {
          stls(c, "+OK");
          c.startTls(CA.good());
          Login.capa(c, "USER");
          Login.userPass(c);
          c.expect("QUIT");
          c.send("+OK");
        };
    try (ScriptedServer first = ScriptedServer.start(withoutStls);
        ScriptedServer second = ScriptedServer.start(secure)) {
      Pop3Client client =
          client(first)
              .plaintextLogin()
              .servers(
                  ServerAddress.stls("localhost").withPort(first.port()),
                  ServerAddress.stls("localhost").withPort(second.port()));
      StepVerifier.create(client.withSession(session -> Mono.just(session.isEncrypted())))
          .expectNext(true)
          .expectComplete()
          .verify(SOON);
      second.awaitScripts();
      assertThat(first.connections()).hasSize(1);
    }
  }

  @Test
  void keepsTheSecretUnlessThatIsSaidAsWell() {
    ServerScript clear =
        c -> {
          c.send("+OK in clear");
          Login.capa(c, "USER");
          c.expectEnd();
        };
    try (ScriptedServer server = ScriptedServer.start(clear)) {
      StepVerifier.create(client(server).connecting(c -> c.stlsPolicy(insecure)).connect())
          .expectErrorSatisfies(
              failure -> {
                assertThat(failure).isInstanceOf(Pop3TlsException.class);
                assertThat(failure.getSuppressed()).containsExactlyElementsOf(asked);
              })
          .verify(SOON);
      server.awaitScripts();
      assertThat(server.connections()).hasSize(2);
    }
  }

  @Test
  void isNotAskedWhenALoginIsRefused() {
    ServerScript refusing =
        c -> {
          stls(c, "+OK");
          c.startTls(CA.good());
          Login.capa(c, "USER");
          c.expect("USER ann");
          c.send("-ERR no");
          c.expectEnd();
        };
    try (ScriptedServer server = ScriptedServer.start(refusing)) {
      StepVerifier.create(client(server).connecting(c -> c.stlsPolicy(insecure)).connect())
          .expectError(Pop3Exception.class)
          .verify(SOON);
    }
    assertThat(asked).isEmpty();
  }

  @Test
  void asksAnewForEachConnection() {
    ServerScript scripts =
        ServerScript.inOrder(NOT_OFFERED, Login.SESSION, NOT_OFFERED, Login.SESSION);
    try (ScriptedServer server = ScriptedServer.start(scripts)) {
      Pop3Client lax =
          client(server)
              .plaintextLogin()
              .capabilitiesKeptFor(Duration.ZERO)
              .connecting(connecting -> connecting.stlsPolicy(insecure));
      for (int i = 0; i < 2; i++) {
        StepVerifier.create(lax.withSession(session -> Mono.just(1)))
            .expectNext(1)
            .expectComplete()
            .verify(SOON);
      }
      server.awaitScripts();
    }
    assertThat(asked).hasSize(2);
  }
}
