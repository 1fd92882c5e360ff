// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.session.SizeCheck.Match;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class SizeCheckTest {
  /** 25 octets, 4 line ends, one LF alone, a stuffed dot on the wire. */
  private static final String MESSAGE = "Subject: x\r\n\r\n.dot\nx\r\ny\r\n";

  private static final String WIRE = "+OK\r\n" + MESSAGE.replace("\n.dot", "\n..dot") + ".\r\n";

  private final List<SizeCheck> checks = new ArrayList<>();

  private static Mono<String> text(MessageBody body) {
    return body.asString(StandardCharsets.ISO_8859_1).reduce("", String::concat);
  }

  private void retrieve(Function<Pop3Session, MessageBody> retr, int cut) {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      StepVerifier.create(text(retr.apply(server.session()).checkSize(checks::add)))
          .then(() -> server.says(WIRE.substring(0, cut)))
          .then(() -> server.says(WIRE.substring(cut)))
          .expectNext(MESSAGE)
          .verifyComplete();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "Dovecot, 25, EXACT",
    "LF in the server's files, 21, LF_COUNTED",
    "stuffed dots counted, 26, SLACK",
    "HP OpenMail rounds, 1024, SLACK",
    "Twisted lists deleted messages as 0, 0, SLACK",
    "just in reach, 1049, SLACK",
    "InterChange leaves attachments out, 1050, WILD",
    "Exchange lists compressed sizes, 9000000000, WILD"
  })
  void comparesWithWhatWasListed(String server, long listed, Match expected) {
    for (int cut = 0; cut < WIRE.length(); cut++) {
      checks.clear();
      retrieve(session -> session.retr(new ScanListing(1, listed)), cut);
      assertThat(checks).containsExactly(new SizeCheck(listed, 25, 4));
      assertThat(checks.get(0).match()).isEqualTo(expected);
    }
  }

  @Test
  void findsAMessageShorterThanListed() {
    assertThat(new SizeCheck(100_000, 90_000, 10).match()).isEqualTo(Match.WILD);
    assertThat(new SizeCheck(90_000, 100_000, 10).match()).isEqualTo(Match.WILD);
  }

  @Test
  void hasNothingToCompareWithElsewhere() {
    retrieve(session -> session.retr(1), WIRE.length());
    assertThat(checks).containsExactly(new SizeCheck(-1, 25, 4));
    assertThat(checks.get(0).match()).isEqualTo(Match.UNLISTED);
  }

  @Test
  void saysNothingOfABodyThatIsCut() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      StepVerifier.create(
              text(server.session().retr(new ScanListing(1, 25)).checkSize(checks::add)))
          .then(() -> server.says(WIRE.substring(0, WIRE.length() - 3)))
          .then(server::hangsUp)
          .verifyError(Pop3ConnectionException.class);
      assertThat(checks).isEmpty();
    }
  }

  @Test
  void countsEachSubscriptionForItself() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      MessageBody body = server.session().retr(new ScanListing(1, 25)).checkSize(checks::add);
      for (int i = 0; i < 2; i++) {
        StepVerifier.create(body.aggregate().doOnNext(all -> all.release()))
            .then(() -> server.says(WIRE))
            .expectNextCount(1)
            .verifyComplete();
      }
      assertThat(checks).extracting(SizeCheck::match).containsExactly(Match.EXACT, Match.EXACT);
    }
  }

  @Test
  void failsWithWhatTheObserverThrows() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      MessageBody body =
          server
              .session()
              .retr(new ScanListing(1, 25))
              .checkSize(
                  check -> {
                    throw new IllegalStateException("not this one");
                  });
      StepVerifier.create(text(body))
          .then(() -> server.says(WIRE))
          .verifyError(IllegalStateException.class);
      StepVerifier.create(server.session().noop())
          .then(() -> server.says("+OK\r\n"))
          .verifyComplete();
    }
  }
}
