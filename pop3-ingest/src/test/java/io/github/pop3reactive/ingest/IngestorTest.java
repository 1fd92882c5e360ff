// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import static io.github.pop3reactive.ingest.Maildrops.SOON;
import static io.github.pop3reactive.ingest.Maildrops.client;
import static io.github.pop3reactive.ingest.Maildrops.key;
import static io.github.pop3reactive.ingest.Maildrops.known;
import static io.github.pop3reactive.ingest.Maildrops.mailbox;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.session.CommitOutcome;
import io.github.pop3reactive.session.Pop3AuthenticationException;
import io.github.pop3reactive.test.server.MaildropMessage;
import io.github.pop3reactive.test.server.MaildropServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class IngestorTest {
  private static final int MESSAGES = 50;

  @AutoClose
  private final MaildropServer server =
      MaildropServer.builder().user("ann", "secret").user("bob", "secret").start();

  private final Ledger ledger = Ledger.inMemory();
  private final RecordingHandler handler = new RecordingHandler();
  private final Ingestor ingestor = Ingestor.of(ledger, handler);
  private Mailbox mailbox;

  @BeforeEach
  void fillTheMaildrop() {
    mailbox = mailbox(server);
    for (int i = 0; i < MESSAGES; i++) {
      server.add("ann", "u" + i, text(i));
    }
  }

  private static String text(int i) {
    return "Subject: " + i + "\r\n\r\n.dotted\r\n" + "x".repeat(i * 100) + "\r\n";
  }

  private PollResult poll(Mailbox mailbox) {
    return ingestor.poll(mailbox).block(SOON);
  }

  @Test
  void takesInEverythingOnce() {
    PollResult first = poll(mailbox);
    assertThat(first.isComplete()).isTrue();
    assertThat(first.delivered()).isEqualTo(MESSAGES);
    assertThat(first.commit()).isEqualTo(CommitOutcome.COMMITTED);
    long octets = IntStream.range(0, MESSAGES).mapToLong(i -> text(i).length()).sum();
    assertThat(first.deliveredOctets()).isEqualTo(octets);
    assertThat(first.listing()).isEqualTo(new ListingSummary(MESSAGES, octets, MESSAGES, octets));
    for (int i = 0; i < MESSAGES; i++) {
      assertThat(handler.taken().get(key("u" + i))).containsExactly(text(i));
    }

    server.add("ann", "new", text(3));
    PollResult second = poll(mailbox);
    assertThat(second.isComplete()).isTrue();
    assertThat(second.delivered()).isEqualTo(1);
    assertThat(second.listing().newMessages()).isEqualTo(1);
    assertThat(poll(mailbox).delivered()).isZero();
    assertThat(handler.count()).isEqualTo(MESSAGES + 1);
    assertThat(server.messages("ann")).hasSize(MESSAGES + 1);
    assertThat(server.commands()).doesNotContain("DELE");
  }

  @Test
  void deletesWhatWasTakenIn() {
    PollResult first = poll(mailbox.withDelete(true));
    assertThat(first.isComplete()).isTrue();
    assertThat(first.deleted()).isEqualTo(MESSAGES);
    assertThat(first.undeleted()).isZero();
    assertThat(server.messages("ann")).isEmpty();
    assertThat(known(ledger)).isEmpty();

    server.add("ann", "u0", "another one\r\n");
    assertThat(poll(mailbox.withDelete(true)).delivered()).isEqualTo(1);
    assertThat(handler.taken().get(key("u0"))).containsExactly(text(0), "another one\r\n");
  }

  @Test
  void deletesWhatAnEarlierPollTookInWithoutFetchingItAgain() {
    poll(mailbox);
    long retrieved = server.commands().stream().filter("RETR"::equals).count();
    PollResult second = poll(mailbox.withDelete(true));
    assertThat(second.delivered()).isZero();
    assertThat(second.deleted()).isEqualTo(MESSAGES);
    assertThat(server.messages("ann")).isEmpty();
    assertThat(known(ledger)).isEmpty();
    assertThat(server.commands().stream().filter("RETR"::equals).count()).isEqualTo(retrieved);
  }

  @Test
  void worksWithoutPipelining() {
    try (MaildropServer plain =
        MaildropServer.builder().user("ann", "secret").capabilities("USER", "UIDL").start()) {
      for (int i = 0; i < 10; i++) {
        plain.add("ann", "u" + i, text(i));
      }
      PollResult result = poll(mailbox(plain).withDelete(true));
      assertThat(result.isComplete()).isTrue();
      assertThat(result.deleted()).isEqualTo(10);
      assertThat(plain.messages("ann")).isEmpty();
    }
  }

  @Test
  void tellsCopiesWithOneUniqueIdApart() {
    server.add("bob", "same", "one\r\n");
    server.add("bob", "other", "two\r\n");
    server.add("bob", "same", "three\r\n");
    Mailbox bob = Mailbox.of(client(server, "bob"));
    assertThat(poll(bob).delivered()).isEqualTo(3);
    assertThat(handler.taken())
        .containsEntry(new MessageKey("same", 0), List.of("one\r\n"))
        .containsEntry(new MessageKey("same", 1), List.of("three\r\n"));
    assertThat(poll(bob).delivered()).isZero();
    server.add("bob", "same", "four\r\n");
    assertThat(poll(bob.withDelete(true)).deleted()).isEqualTo(4);
    assertThat(handler.taken().get(new MessageKey("same", 2))).containsExactly("four\r\n");
    assertThat(server.messages("bob")).isEmpty();
  }

  @Test
  void deletesCopiesOnlyTogether() {
    server.add("bob", "same", "one\r\n");
    server.add("bob", "same", "poison\r\n");
    server.add("bob", "other", "two\r\n");
    MessageHandler picky =
        message ->
            message.key().equals(new MessageKey("same", 1))
                ? message.body().asByteArray().then(Mono.error(new IllegalStateException("poison")))
                : handler.handle(message);
    Mailbox bob = Mailbox.of(client(server, "bob")).withDelete(true);
    PollResult result = Ingestor.of(ledger, picky).poll(bob).block(SOON);
    assertThat(result.isComplete()).isFalse();
    assertThat(result.delivered()).isEqualTo(2);
    assertThat(result.failures())
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.key()).isEqualTo(new MessageKey("same", 1));
              assertThat(failure.cause()).isInstanceOf(HandlerException.class);
            });
    assertThat(server.removed("bob")).containsExactly("other");

    PollResult second = poll(bob);
    assertThat(second.delivered()).isEqualTo(1);
    assertThat(second.deleted()).isEqualTo(2);
    assertThat(server.messages("bob")).isEmpty();
  }

  @Test
  void goesOnWithOtherMailboxesWhenOneFails() {
    server.add("bob", "b", "two\r\n");
    Mailbox wrong =
        Mailbox.of(client(server, "bob").credentials("bob", Mono.just("guess"))).withId("wrong");
    List<PollResult> results =
        ingestor
            .ingest(Flux.just(wrong, mailbox, Mailbox.of(client(server, "bob"))), 1)
            .collectList()
            .block(SOON);
    assertThat(results).extracting(PollResult::isComplete).containsExactly(false, true, true);
    assertThat(results.get(0).failure())
        .isInstanceOf(MailboxException.class)
        .hasCauseInstanceOf(Pop3AuthenticationException.class)
        .satisfies(e -> assertThat(e.isRetryable()).isFalse());
    assertThat(results.get(0).commit()).isNull();
    assertThat(handler.count()).isEqualTo(MESSAGES + 1);
  }

  @Test
  void refusesToPollAMailboxTwiceAtOnce() {
    List<PollResult> results =
        Flux.merge(ingestor.poll(mailbox), ingestor.poll(mailbox)).collectList().block(SOON);
    assertThat(results).extracting(PollResult::isComplete).containsExactlyInAnyOrder(false, true);
    assertThat(server.connections()).isEqualTo(1);
    assertThat(handler.count()).isEqualTo(MESSAGES);
    assertThat(poll(mailbox).isComplete()).isTrue();
  }

  @Test
  void tellsTheListenerWhatHappens() {
    List<String> events = Collections.synchronizedList(new ArrayList<>());
    server.add("bob", "b", "twelve octets\r\n");
    IngestListener listener =
        new IngestListener() {
          @Override
          public void pollStarted(String mailbox) {
            events.add("started " + mailbox);
          }

          @Override
          public void listed(String mailbox, ListingSummary listing) {
            events.add("listed " + listing.newMessages() + " " + listing.newOctets());
          }

          @Override
          public void received(String mailbox, MessageKey key, int octets) {
            events.add("received " + key + " " + octets);
            throw new IllegalStateException("a listener is not to do this");
          }

          @Override
          public void messageDelivered(String mailbox, MessageKey key, long octets) {
            events.add("delivered " + key + " " + octets);
          }

          @Override
          public void pollEnded(PollResult result) {
            events.add("ended " + result.isComplete());
          }
        };
    ingestor.listener(listener).poll(Mailbox.of(client(server, "bob")).withId("b")).block(SOON);
    assertThat(events)
        .containsExactly(
            "started b", "listed 1 15", "received b 15", "delivered b 15", "ended true");
  }

  @Test
  void reportsAServerWithoutUniqueIds() {
    try (MaildropServer without =
        MaildropServer.builder().user("ann", "secret").capabilities("USER").start()) {
      without.add("ann", "u", "x\r\n");
      PollResult result = poll(mailbox(without));
      assertThat(result.failure())
          .isInstanceOf(MissingUniqueIdException.class)
          .hasMessageContaining("no unique-ids");
      assertThat(without.commands()).doesNotContain("RETR", "QUIT");
    }
  }

  @Test
  void leavesAMessageWithoutUniqueIdAloneAndTakesTheOthers() {
    try (MaildropServer odd =
        MaildropServer.builder().user("ann", "secret").capabilities("USER", "UIDL").start()) {
      odd.add("ann", "a", "Subject: a\r\n\r\n");
      odd.add("ann", "", "Subject: b\r\n\r\n");
      odd.add("ann", "c", "Subject: c\r\n\r\n");
      PollResult result = poll(mailbox(odd).withDelete(true));
      assertThat(result.failure()).isNull();
      assertThat(result.delivered()).isEqualTo(2);
      assertThat(result.failures())
          .singleElement()
          .satisfies(
              failure -> {
                assertThat(failure.number()).isEqualTo(2);
                assertThat(failure.key()).isNull();
                assertThat(failure.cause()).isInstanceOf(MissingUniqueIdException.class);
              });
      assertThat(odd.removed("ann")).containsExactly("a", "c");
      assertThat(result.isComplete()).isFalse();
    }
  }

  @Test
  void takesInAnEmptyMaildrop() {
    PollResult result = poll(Mailbox.of(client(server, "bob")).withDelete(true));
    assertThat(result.isComplete()).isTrue();
    assertThat(result.commit()).isEqualTo(CommitOutcome.COMMITTED);
  }

  @Test
  void namesMailboxesAfterUserHostAndPort() {
    assertThat(Mailbox.of(client(server, "bob")).id()).isEqualTo("bob@localhost:" + server.port());
  }

  @Test
  void leavesTheSameMessagesThereWithoutDelete() {
    List<MaildropMessage> before = server.messages("ann");
    poll(mailbox);
    assertThat(server.messages("ann")).isEqualTo(before);
  }
}
