// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class OptionalCommandsTest {
  private static final String MESSAGE = "Subject: x\r\n\r\nbody\r\n";

  private static Mono<String> text(MessageBody body) {
    return body.asString(StandardCharsets.ISO_8859_1).reduce("", String::concat);
  }

  @Test
  void asksForNothingThatIsAnnounced() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn(SessionOptions.DEFAULT, "TOP", "UIDL")) {
      StepVerifier.create(server.session().supportsTop()).expectNext(true).verifyComplete();
      StepVerifier.create(server.session().supportsUidl()).expectNext(true).verifyComplete();
      assertThat(server.sent()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"+OK 1 abc, true", "-ERR unknown command, false"})
  void findsOutOnceAboutUidl(String answer, boolean expected) {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      StepVerifier.create(server.session().supportsUidl())
          .then(() -> assertThat(server.sent()).containsExactly("STAT"))
          .then(() -> server.says("+OK 2 20\r\n"))
          .then(() -> assertThat(server.sent()).containsExactly("UIDL 1"))
          .then(() -> server.says(answer + "\r\n"))
          .expectNext(expected)
          .verifyComplete();
      StepVerifier.create(server.session().supportsUidl()).expectNext(expected).verifyComplete();
      assertThat(server.sent()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"+OK|Subject: x||.|, true", "-ERR|, false"})
  void findsOutOnceAboutTop(String answer, boolean expected) {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      StepVerifier.create(server.session().supportsTop())
          .then(() -> server.says("+OK 2 20\r\n"))
          .then(() -> assertThat(server.sent()).containsExactly("STAT", "TOP 1 0"))
          .then(() -> server.says(answer.replace("|", "\r\n")))
          .expectNext(expected)
          .verifyComplete();
      StepVerifier.create(server.session().supportsTop()).expectNext(expected).verifyComplete();
      assertThat(server.sent()).isEmpty();
    }
  }

  @Test
  void usesAMessageThatIsNotDeleted() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      server.session().dele(1).subscribe();
      server.says("+OK\r\n");
      server.sent();
      StepVerifier.create(server.session().supportsUidl())
          .then(() -> server.says("+OK\r\n3 10\r\n4 10\r\n.\r\n"))
          .then(() -> assertThat(server.sent()).containsExactly("LIST", "UIDL 3"))
          .then(() -> server.says("+OK 3 c\r\n"))
          .expectNext(true)
          .verifyComplete();
    }
  }

  @Test
  void remembersNothingOfAnEmptyMaildropOrAFaultOfTheServer() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      for (int i = 0; i < 2; i++) {
        StepVerifier.create(server.session().supportsUidl())
            .then(() -> server.says("+OK 0 0\r\n"))
            .expectNext(false)
            .verifyComplete();
        assertThat(server.sent()).containsExactly("STAT");
      }
      StepVerifier.create(server.session().supportsUidl())
          .then(() -> server.says("+OK 1 10\r\n"))
          .then(() -> server.says("-ERR [SYS/TEMP] later\r\n"))
          .verifyError(Pop3ResponseException.class);
      server.session().supportsUidl().subscribe();
      assertThat(server.sent()).containsExactly("STAT", "UIDL 1", "STAT");
    }
  }

  /** Stalwart 0.16.3 answers TOP n 0 with the whole message. */
  @Test
  void cutsTheHeaderOutOfWhatTopGives() {
    String sent = "+OK\r\n" + MESSAGE + ".\r\n";
    for (int cut = 1; cut < sent.length(); cut++) {
      String first = sent.substring(0, cut);
      String second = sent.substring(cut);
      try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
        StepVerifier.create(text(server.session().header(3, TopFallback.NONE)))
            .then(() -> assertThat(server.sent()).containsExactly("TOP 3 0"))
            .then(() -> server.says(first))
            .then(() -> server.says(second))
            .expectNext("Subject: x\r\n\r\n")
            .verifyComplete();
        assertThat(server.channel().isOpen()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"'|body|', '|'", "'', ''", "'a: b|', 'a: b|'", "'a: b|||', 'a: b||'"})
  void endsTheHeaderAtTheFirstBlankLine(String message, String header) {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      StepVerifier.create(text(server.session().header(1, TopFallback.NONE)))
          .then(() -> server.says("+OK\r\n" + message.replace("|", "\r\n") + ".\r\n"))
          .expectNext(header.replace("|", "\r\n"))
          .verifyComplete();
    }
  }

  @Test
  void retrievesWhereTopIsRefusedAndThatIsAllowed() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      StepVerifier.create(text(server.session().header(1, TopFallback.RETR)))
          .then(() -> server.says("-ERR unknown command\r\n"))
          .then(() -> assertThat(server.sent()).containsExactly("TOP 1 0", "RETR 1"))
          .then(() -> server.says("+OK\r\n" + MESSAGE + ".\r\n"))
          .expectNext("Subject: x\r\n\r\n")
          .verifyComplete();
      StepVerifier.create(text(server.session().header(2, TopFallback.RETR)))
          .then(() -> assertThat(server.sent()).containsExactly("RETR 2"))
          .then(() -> server.says("+OK\r\n" + MESSAGE + ".\r\n"))
          .expectNextCount(1)
          .verifyComplete();
      StepVerifier.create(text(server.session().header(2, TopFallback.NONE)))
          .then(() -> assertThat(server.sent()).containsExactly("TOP 2 0"))
          .then(() -> server.says("-ERR\r\n"))
          .verifyError(Pop3ResponseException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(TopFallback.class)
  void refusesNumbersBelowOneAtOnce(TopFallback fallback) {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      assertThatIllegalArgumentException().isThrownBy(() -> server.session().header(0, fallback));
    }
  }

  @Test
  void goesOnAskingForTopWhereItIsAnnounced() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn(SessionOptions.DEFAULT, "TOP")) {
      for (int i = 0; i < 2; i++) {
        server.session().header(1, TopFallback.RETR).subscribe(chunk -> chunk.release());
        server.says("-ERR not this one\r\n");
        server.says("+OK\r\n" + MESSAGE + ".\r\n");
      }
      assertThat(server.sent()).containsExactly("TOP 1 0", "RETR 1", "TOP 1 0", "RETR 1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SYS/TEMP", "UTF8"})
  void doesNotRetrieveWhereTheRefusalHasAnotherReason(String code) {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      StepVerifier.create(text(server.session().header(1, TopFallback.RETR)))
          .then(() -> server.says("-ERR [" + code + "] no\r\n"))
          .verifyError(Pop3ResponseException.class);
      assertThat(server.sent()).containsExactly("TOP 1 0");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "+OK 7 abc|abc",
        "+OK abc|abc",
        "+OK 7|\"\"",
        "+OK 12|12",
        "+OK|\"\"",
        "+OK 7   a b |a b"
      })
  void readsAUniqueIdInTheWaysServersSendIt(String answer, String id) {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      StepVerifier.create(server.session().uidl(7))
          .then(() -> server.says(answer + "\r\n"))
          .expectNext(new UniqueId(7, id))
          .verifyComplete();
    }
  }

  @Test
  void listsAMessageWithoutUniqueIdAsSuch() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      StepVerifier.create(server.session().uidl().collectList())
          .then(() -> server.says("+OK\r\n1 a\r\n2 \r\n3\r\n.\r\n"))
          .assertNext(
              ids -> {
                assertThat(ids)
                    .isEqualTo(
                        List.of(new UniqueId(1, "a"), new UniqueId(2, ""), new UniqueId(3, "")));
                assertThat(ids).extracting(UniqueId::isMissing).containsExactly(false, true, true);
              })
          .verifyComplete();
    }
  }
}
