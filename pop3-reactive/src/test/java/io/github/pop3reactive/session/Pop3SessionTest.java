// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.codec.Pop3Requests;
import io.github.pop3reactive.codec.ReplyShape;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class Pop3SessionTest {

  @Test
  void emitsTheSessionWithTheGreeting() {
    try (EmbeddedSession server = new EmbeddedSession(SessionOptions.DEFAULT)) {
      assertThat(server.session()).isNull();
      server.says("+OK POP3 ready\r\n");
      assertThat(server.session().greeting().text()).isEqualTo("POP3 ready");
      assertThat(server.session().state()).isEqualTo(SessionState.AUTHORIZATION);
      assertThat(server.session().isEncrypted()).isFalse();
    }
  }

  @Test
  void failsOnARefusedGreetingWithItsCode() {
    try (EmbeddedSession server = new EmbeddedSession(SessionOptions.DEFAULT)) {
      server.says("-ERR [SYS/PERM] no\r\n");
      assertThat(server.failure())
          .isInstanceOfSatisfying(
              Pop3ResponseException.class,
              e -> {
                assertThat(e.code().is("SYS/PERM")).isTrue();
                assertThat(e.isRetryable()).isFalse();
              });
      assertThat(server.channel().isOpen()).isFalse();
    }
  }

  @Test
  void readsStatListingsAndIds() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      Pop3Session session = server.session();
      StepVerifier.create(session.stat())
          .then(() -> server.says("+OK 2 4294967800 and more\r\n"))
          .expectNext(new MaildropStatus(2, 4294967800L))
          .verifyComplete();
      StepVerifier.create(session.list())
          .then(() -> server.says("+OK\r\n1 10\r\n"))
          .expectNext(new ScanListing(1, 10))
          .then(() -> server.says("3  4294967400 x\r\n.\r\n"))
          .expectNext(new ScanListing(3, 4294967400L))
          .verifyComplete();
      StepVerifier.create(session.list(3))
          .then(() -> server.says("+OK 3 77\r\n"))
          .expectNext(new ScanListing(3, 77))
          .verifyComplete();
      StepVerifier.create(session.uidl())
          .then(() -> server.says("+OK\r\n1   a\u00e9!\r\n.\r\n"))
          .expectNext(new UniqueId(1, "a\u00e9!"))
          .verifyComplete();
      StepVerifier.create(session.uidl(1))
          .then(() -> server.says("+OK 1 whqtswO00WBw418f9t5JxYwZ\r\n"))
          .expectNext(new UniqueId(1, "whqtswO00WBw418f9t5JxYwZ"))
          .verifyComplete();
      StepVerifier.create(session.last())
          .then(() -> server.says("+OK 0\r\n"))
          .expectNext(0)
          .verifyComplete();
      assertThat(server.sent()).containsExactly("STAT", "LIST", "LIST 3", "UIDL", "UIDL 1", "LAST");
    }
  }

  @Test
  void subscriptionSendsOnceForEachSubscriber() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      Mono<Void> noop = server.session().noop();
      assertThat(server.sent()).isEmpty();
      noop.subscribe();
      server.says("+OK\r\n");
      noop.subscribe();
      server.says("+OK\r\n");
      assertThat(server.sent()).containsExactly("NOOP", "NOOP");
    }
  }

  @Test
  void sendsOneCommandAtATimeWithoutPipelining() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      Flux.range(1, 3).flatMap(server.session()::dele).subscribe();
      assertThat(server.sent()).containsExactly("DELE 1");
      server.says("+OK\r\n");
      assertThat(server.sent()).containsExactly("DELE 2");
      server.says("-ERR no such message\r\n");
      assertThat(server.sent()).isEmpty();
      assertThat(server.session().deleted()).isEqualTo(1);
    }
  }

  @Test
  void pipelinesUpToTheWindowWhenAnnounced() {
    SessionOptions options = SessionOptions.DEFAULT.mutate(o -> o.pipeliningWindow(2));
    try (EmbeddedSession server = EmbeddedSession.loggedIn(options, "PIPELINING", "TOP")) {
      List<Integer> done = new ArrayList<>();
      Flux.range(1, 3).flatMap(i -> server.session().dele(i).thenReturn(i)).subscribe(done::add);
      assertThat(server.sent()).containsExactly("DELE 1", "DELE 2");
      server.says("+OK\r\n+OK\r\n");
      assertThat(server.sent()).containsExactly("DELE 3");
      server.says("+OK\r\n");
      assertThat(done).containsExactly(1, 2, 3);
    }
  }

  @Test
  void countsExpectedOctetsAgainstTheWindow() {
    SessionOptions options = SessionOptions.DEFAULT.mutate(o -> o.pipeliningOctets(1000));
    try (EmbeddedSession server = EmbeddedSession.loggedIn(options, "PIPELINING")) {
      Pop3Session session = server.session();
      session.retr(new ScanListing(1, 600)).asByteArray().subscribe();
      session.retr(new ScanListing(2, 600)).asByteArray().subscribe();
      assertThat(server.sent()).containsExactly("RETR 1");
      server.says("+OK\r\na\r\n.\r\n");
      assertThat(server.sent()).containsExactly("RETR 2");
    }
  }

  @Test
  void fillsAFullWindowAgainWhenHalfOfItIsAnswered() {
    SessionOptions options = SessionOptions.DEFAULT.mutate(o -> o.pipeliningWindow(5));
    try (EmbeddedSession server = EmbeddedSession.loggedIn(options, "PIPELINING")) {
      Flux.range(1, 9).flatMap(server.session()::dele).subscribe();
      assertThat(server.sent()).hasSize(5).last().isEqualTo("DELE 5");
      server.says("+OK\r\n+OK\r\n");
      assertThat(server.sent()).isEmpty();
      server.says("+OK\r\n");
      assertThat(server.sent()).containsExactly("DELE 6", "DELE 7", "DELE 8");
      server.says("+OK\r\n+OK\r\n");
      assertThat(server.sent()).isEmpty();
      server.says("+OK\r\n");
      assertThat(server.sent()).containsExactly("DELE 9");
    }
  }

  @Test
  void fillsTheWindowAgainWhenHalfOfItsOctetsHaveCome() {
    SessionOptions options = SessionOptions.DEFAULT.mutate(o -> o.pipeliningOctets(1000));
    try (EmbeddedSession server = EmbeddedSession.loggedIn(options, "PIPELINING")) {
      Flux.range(1, 6)
          .flatMap(i -> server.session().retr(new ScanListing(i, 250)).asByteArray())
          .subscribe();
      assertThat(server.sent()).containsExactly("RETR 1", "RETR 2", "RETR 3", "RETR 4");
      server.says("+OK\r\na\r\n.\r\n");
      assertThat(server.sent()).isEmpty();
      server.says("+OK\r\nb\r\n.\r\n");
      assertThat(server.sent()).containsExactly("RETR 5", "RETR 6");
    }
  }

  @Test
  void doesNotWaitForHalfOfTheWindowWhereItWasNotFull() {
    SessionOptions options = SessionOptions.DEFAULT.mutate(o -> o.pipeliningWindow(4));
    try (EmbeddedSession server = EmbeddedSession.loggedIn(options, "PIPELINING")) {
      Flux.range(1, 3).flatMap(server.session()::dele).subscribe();
      assertThat(server.sent()).hasSize(3);
      server.session().noop().subscribe();
      assertThat(server.sent()).containsExactly("NOOP");
    }
  }

  @Test
  void sendsNothingBehindQuitAndKeepsItBehindWhatIsQueued() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn(SessionOptions.DEFAULT, "PIPELINING")) {
      Pop3Session session = server.session();
      List<Throwable> failures = new ArrayList<>();
      List<CommitOutcome> outcomes = new ArrayList<>();
      session.dele(1).subscribe();
      session.quit().subscribe(outcomes::add);
      session.noop().subscribe(null, failures::add);
      assertThat(server.sent()).containsExactly("DELE 1", "QUIT");
      assertThat(session.state()).isEqualTo(SessionState.UPDATE);
      server.says("+OK\r\n+OK bye\r\n");
      assertThat(outcomes).containsExactly(CommitOutcome.COMMITTED);
      assertThat(failures)
          .singleElement()
          .isInstanceOfSatisfying(
              Pop3ConnectionException.class, e -> assertThat(e.isSent()).isFalse());
      StepVerifier.create(session.onClose()).verifyComplete();
    }
  }

  @Test
  void tellsPartialAndUnknownCommits() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      StepVerifier.create(server.session().quit())
          .then(() -> server.says("-ERR some deleted messages not removed\r\n"))
          .expectNext(CommitOutcome.PARTIAL)
          .verifyComplete();
    }
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      StepVerifier.create(server.session().quit())
          .then(server::hangsUp)
          .expectNext(CommitOutcome.UNKNOWN)
          .verifyComplete();
    }
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      server.hangsUp();
      StepVerifier.create(server.session().quit())
          .verifyErrorSatisfies(
              e ->
                  assertThat(e)
                      .isInstanceOfSatisfying(
                          Pop3ConnectionException.class, l -> assertThat(l.isSent()).isFalse()));
    }
  }

  @Test
  void tellsWhatWasSentFromWhatWasNotWhenTheConnectionEnds() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      List<Throwable> failures = new ArrayList<>();
      server.session().dele(1).subscribe(null, failures::add);
      server.session().dele(2).subscribe(null, failures::add);
      server.sent();
      server.hangsUp();
      server.session().noop().subscribe(null, failures::add);
      assertThat(failures)
          .extracting(e -> ((Pop3ConnectionException) e).isSent())
          .containsExactly(true, false, false);
      assertThat(failures.get(0)).hasMessageContaining("DELE").hasMessageContaining("(sent)");
      StepVerifier.create(server.session().onClose()).verifyError(Pop3ConnectionException.class);
    }
  }

  @Test
  void keepsTheGoodbyeOfAServer() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      server.says("-ERR Disconnected for inactivity.\r\n");
      server.hangsUp();
      StepVerifier.create(server.session().onClose())
          .expectErrorMessage("connection closed by server: Disconnected for inactivity.")
          .verify();
    }
  }

  @Test
  void refusesACommandThatIsNotLegalInTheState() {
    try (EmbeddedSession server = new EmbeddedSession(SessionOptions.DEFAULT)) {
      server.says("+OK\r\n");
      StepVerifier.create(server.session().stat()).verifyError(IllegalStateException.class);
      assertThat(server.sent()).isEmpty();
    }
  }

  @Test
  void closesOnAReplyNobodyAskedFor() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      List<Throwable> failures = new ArrayList<>();
      server.session().onClose().subscribe(null, failures::add);
      server.says("+OK surprise\r\n");
      assertThat(server.channel().isOpen()).isFalse();
      assertThat(failures).singleElement().isInstanceOf(Pop3ProtocolException.class);
    }
  }

  @Test
  void takesMalformedNumbersForABreachOfProtocol() {
    for (String answer : List.of("1", "a b", "-1 5", "1 99999999999999999999", "9999999999 1")) {
      try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
        StepVerifier.create(server.session().stat())
            .then(() -> server.says("+OK " + answer + "\r\n"))
            .verifyError(Pop3ProtocolException.class);
        assertThat(server.channel().isOpen()).isFalse();
      }
    }
    for (String line : List.of("1", "0 5", "-1 5", "x", "1 99999999999999999999", "")) {
      try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
        StepVerifier.create(server.session().list())
            .then(() -> server.says("+OK\r\n" + line + "\r\n.\r\n"))
            .verifyError(Pop3ProtocolException.class);
      }
    }
  }

  @Test
  void reportsAMalformedLineAlsoWhenTheWholeListingIsThere() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      StepVerifier.create(server.session().list(), 0)
          .then(() -> server.says("+OK\r\n1 1\r\nx\r\n.\r\n"))
          .thenRequest(1)
          .expectNext(new ScanListing(1, 1))
          .thenRequest(1)
          .verifyError(Pop3ProtocolException.class);
      assertThat(server.channel().isOpen()).isFalse();
    }
  }

  @Test
  void boundsListings() {
    SessionOptions options = SessionOptions.DEFAULT.mutate(o -> o.maxListingEntries(2));
    try (EmbeddedSession server = EmbeddedSession.loggedIn(options)) {
      StepVerifier.create(server.session().list())
          .then(() -> server.says("+OK\r\n1 1\r\n2 1\r\n3 1\r\n"))
          .expectNextCount(2)
          .verifyError(Pop3LimitException.class);
      assertThat(server.channel().isOpen()).isFalse();
    }
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      StepVerifier.create(server.session().uidl())
          .then(() -> server.says("+OK\r\n1 " + "x".repeat(9000)))
          .verifyError(Pop3LimitException.class);
    }
  }

  @Test
  void deletesAndRetrievesRanges() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn(SessionOptions.DEFAULT, "PIPELINING")) {
      StepVerifier.create(
              server
                  .session()
                  .retr(
                      MessageRange.of(2, 9),
                      body -> body.asString(StandardCharsets.UTF_8).reduce("", String::concat)))
          .then(() -> server.says("+OK 3 9\r\n"))
          .then(() -> assertThat(server.sent()).containsExactly("STAT", "RETR 2", "RETR 3"))
          .then(() -> server.says("+OK\r\nb\r\n.\r\n+OK\r\nc\r\n.\r\n"))
          .expectNext("b\r\n", "c\r\n")
          .verifyComplete();
      StepVerifier.create(
              server
                  .session()
                  .retr(
                      List.of(new ScanListing(7, 3), new ScanListing(4, 3)),
                      (listing, body) ->
                          body.asString(StandardCharsets.UTF_8)
                              .reduce(listing.number() + ": ", String::concat)))
          .then(() -> assertThat(server.sent()).endsWith("RETR 7", "RETR 4"))
          .then(() -> server.says("+OK\r\ng\r\n.\r\n+OK\r\nd\r\n.\r\n"))
          .expectNext("7: g\r\n", "4: d\r\n")
          .verifyComplete();
      StepVerifier.create(server.session().dele(MessageRange.all()))
          .then(() -> server.says("+OK 2 9\r\n"))
          .then(() -> server.says("+OK\r\n+OK\r\n"))
          .expectNext(2)
          .verifyComplete();
      StepVerifier.create(server.session().rset())
          .then(() -> server.says("+OK\r\n"))
          .verifyComplete();
      assertThat(server.session().deleted()).isZero();
    }
  }

  @Test
  void passesRawCommandsButNotThoseThatChangeTheSession() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      Pop3Command xtnd = Pop3Command.valueOf("XTND");
      StepVerifier.create(
              server
                  .session()
                  .command(
                      io.github.pop3reactive.codec.Pop3Request.of(
                          xtnd, ReplyShape.SINGLE_LINE, "a", "b c")))
          .then(() -> server.says("+OK hello\r\n"))
          .assertNext(response -> assertThat(response.text()).isEqualTo("hello"))
          .verifyComplete();
      assertThat(server.sent()).containsExactly("XTND a b c");
      org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
          .isThrownBy(() -> server.session().command(Pop3Requests.quit()));
      org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
          .isThrownBy(() -> server.session().command(Pop3Requests.list()));
    }
  }

  @Test
  void reportsDeadlines() {
    SessionOptions options =
        SessionOptions.DEFAULT.mutate(o -> o.responseTimeout(Duration.ofSeconds(5)));
    try (EmbeddedSession server = EmbeddedSession.loggedIn(options)) {
      List<Throwable> failures = new ArrayList<>();
      server.session().noop().subscribe(null, failures::add);
      server.sent();
      server.passes(Duration.ofSeconds(5).minusNanos(1));
      assertThat(failures).isEmpty();
      server.passes(Duration.ofNanos(1));
      assertThat(failures).singleElement().isInstanceOf(Pop3TimeoutException.class);
      assertThat(server.channel().isOpen()).isFalse();
    }
  }
}
