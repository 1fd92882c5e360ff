// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.sasl.SaslMechanisms;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** What may be on its way together. */
class OrderTest {
  private static final SessionOptions OPTIONS =
      SessionOptions.DEFAULT.mutate(o -> o.plaintextLogin(true));
  private static final Credentials ANN = Credentials.of("ann", "pw");

  /** A session in AUTHORIZATION whose server pipelines. */
  private static EmbeddedSession greeted() {
    EmbeddedSession server = new EmbeddedSession(OPTIONS);
    server.says("+OK\r\n");
    server.session().capa().subscribe();
    server.says("+OK\r\nPIPELINING\r\nSTLS\r\n.\r\n");
    server.sent();
    return server;
  }

  @Test
  void keepsUserAndPassTogether() {
    try (EmbeddedSession server = greeted()) {
      Pop3Session session = server.session();
      session.capa().subscribe();
      session.login(ANN).subscribe();
      session.stat().subscribe();
      session.capa().subscribe();
      session.quit().subscribe();
      assertThat(server.sent()).containsExactly("CAPA");
      server.says("+OK\r\nPIPELINING\r\n.\r\n");
      assertThat(server.sent()).containsExactly("USER ann");
      server.says("+OK\r\n");
      assertThat(server.sent()).containsExactly("PASS pw");
      server.says("+OK\r\n");
      assertThat(server.sent()).containsExactly("STAT", "CAPA", "QUIT");
    }
  }

  @Test
  void sendsNothingBehindAuthUntilItIsDecided() {
    try (EmbeddedSession server = greeted()) {
      Pop3Session session = server.session();
      session.authenticate(SaslMechanisms.plain(), ANN).subscribe();
      session.noop().subscribe();
      session.list().subscribe();
      assertThat(server.sent()).singleElement().asString().startsWith("AUTH PLAIN ");
      server.says("+OK\r\n");
      assertThat(server.sent()).containsExactly("NOOP", "LIST");
    }
  }

  @Test
  void sendsNothingBehindStls() {
    try (EmbeddedSession server = greeted()) {
      Pop3Session session = server.session();
      List<Throwable> failures = new ArrayList<>();
      session.capa().subscribe();
      session.stls().subscribe(null, failures::add);
      session.capa().subscribe(null, failures::add);
      session.login(ANN).subscribe(null, failures::add);
      assertThat(server.sent()).containsExactly("CAPA");
      server.says("+OK\r\nPIPELINING\r\n.\r\n");
      assertThat(server.sent()).containsExactly("STLS");
      server.says("-ERR no\r\n");
      assertThat(server.sent()).isEmpty();
      assertThat(failures).hasSize(3);
      assertThat(failures.get(0)).isInstanceOf(Pop3TlsException.class);
      assertThat(server.channel().isOpen()).isFalse();
    }
  }

  @Test
  void answersEachOfManyInTheOrderOfSubscription() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn(SessionOptions.DEFAULT, "PIPELINING")) {
      List<Integer> numbers = new ArrayList<>();
      Flux.range(1, 500)
          .flatMap(i -> server.session().list(i).map(ScanListing::number), 500)
          .subscribe(numbers::add);
      int answered = 0;
      List<String> sent = server.sent();
      while (!sent.isEmpty()) {
        assertThat(sent).hasSizeLessThanOrEqualTo(SessionOptions.DEFAULT.pipeliningWindow());
        StringBuilder answers = new StringBuilder();
        for (String line : sent) {
          assertThat(line).isEqualTo("LIST " + ++answered);
          answers.append("+OK ").append(answered).append(" 1\r\n");
        }
        server.says(answers.toString());
        sent = server.sent();
      }
      assertThat(numbers).hasSize(500).isSorted();
    }
  }

  @Test
  void goesBackToOneAtATimeWhenPipeliningIsNoLongerAnnounced() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn(SessionOptions.DEFAULT, "PIPELINING")) {
      server.session().capa().subscribe();
      server.says("+OK\r\nTOP\r\n.\r\n");
      server.sent();
      server.session().noop().subscribe();
      server.session().noop().subscribe();
      assertThat(server.sent()).containsExactly("NOOP");
    }
  }

  @Test
  void sendsWhatWaitedBehindACommandThatWasCancelled() {
    try (EmbeddedSession server = greeted()) {
      Pop3Session session = server.session();
      session.capa().subscribe();
      session.stls().subscribe().dispose();
      session.capa().subscribe();
      server.says("+OK\r\n.\r\n");
      assertThat(server.sent()).containsExactly("CAPA", "CAPA");
    }
  }
}
