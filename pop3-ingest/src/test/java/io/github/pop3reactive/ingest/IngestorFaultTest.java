// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import static io.github.pop3reactive.ingest.Maildrops.SOON;
import static io.github.pop3reactive.ingest.Maildrops.key;
import static io.github.pop3reactive.ingest.Maildrops.known;
import static io.github.pop3reactive.ingest.Maildrops.mailbox;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.session.CommitOutcome;
import io.github.pop3reactive.session.Pop3ConnectionException;
import io.github.pop3reactive.session.Pop3ResponseException;
import io.github.pop3reactive.test.server.Fault;
import io.github.pop3reactive.test.server.Fault.End;
import io.github.pop3reactive.test.server.MaildropServer;
import java.time.Instant;
import java.util.Collection;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class IngestorFaultTest {
  @AutoClose
  private final MaildropServer server = MaildropServer.builder().user("ann", "secret").start();

  private final Ledger ledger = Ledger.inMemory();
  private final RecordingHandler handler = new RecordingHandler();
  private final Ingestor ingestor = Ingestor.of(ledger, handler);
  private Mailbox mailbox;

  @BeforeEach
  void fillTheMaildrop() {
    mailbox = mailbox(server).withDelete(true);
    for (String id : new String[] {"a", "b", "c"}) {
      server.add("ann", id, "Subject: " + id + "\r\n");
    }
  }

  private PollResult poll() {
    return ingestor.poll(mailbox).block(SOON);
  }

  private void assertNextPollEndsIt() {
    PollResult next = poll();
    assertThat(next.isComplete()).isTrue();
    assertThat(server.messages("ann")).isEmpty();
    assertThat(known(ledger)).isEmpty();
    assertThat(handler.taken().keySet()).containsExactlyInAnyOrder(key("a"), key("b"), key("c"));
    assertThat(handler.count()).isEqualTo(3);
  }

  @Test
  void keepsTheEntriesIfTheCommitIsPartial() {
    server.inject(new Fault.PartialCommit(1));
    PollResult result = poll();
    assertThat(result.commit()).isEqualTo(CommitOutcome.PARTIAL);
    assertThat(result.isComplete()).isTrue();
    assertThat(result.deleted()).isZero();
    assertThat(result.undeleted()).isEqualTo(3);
    assertThat(known(ledger)).hasSize(3);
    assertNextPollEndsIt();
  }

  @ParameterizedTest
  @EnumSource(names = {"CLOSE", "RESET"})
  void keepsTheEntriesIfTheReplyToQuitIsLost(End end) {
    server.inject(new Fault.CommitReplyLost(end));
    PollResult result = poll();
    assertThat(result.commit()).isEqualTo(CommitOutcome.UNKNOWN);
    assertThat(result.undeleted()).isEqualTo(3);
    assertThat(known(ledger)).hasSize(3);
    assertNextPollEndsIt();
  }

  @Test
  void takesAnIdThatWasDeletedInAnUnknownCommitForANewMessage() {
    server.inject(new Fault.CommitReplyLost(End.CLOSE));
    poll();
    poll();
    server.add("ann", "a", "another one\r\n");
    assertThat(poll().delivered()).isEqualTo(1);
    assertThat(handler.taken().get(key("a"))).contains("another one\r\n");
  }

  @Test
  void goesOnBehindAMessageThatIsRefused() {
    server.inject(new Fault.Refuse("RETR", 2, "not this one"));
    PollResult result = poll();
    assertThat(result.isComplete()).isFalse();
    assertThat(result.failure()).isNull();
    assertThat(result.failures())
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.number()).isEqualTo(2);
              assertThat(failure.key()).isEqualTo(key("b"));
              assertThat(failure.cause()).isInstanceOf(MessageRefusedException.class);
              assertThat(failure.cause().isRetryable()).isTrue();
            });
    assertThat(server.removed("ann")).containsExactly("a", "c");
    assertNextPollEndsIt();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[SYS/TEMP] later", "[SYS/PERM/disk] broken"})
  void blamesThePollIfTheSystemRefuses(String text) {
    server.inject(new Fault.Refuse("RETR", 1, text));
    PollResult result = poll();
    assertThat(result.failures()).isEmpty();
    assertThat(result.failure())
        .isInstanceOf(MailboxException.class)
        .hasCauseInstanceOf(Pop3ResponseException.class);
    assertThat(result.commit()).isNull();
    assertThat(server.messages("ann")).hasSize(3);
    assertNextPollEndsIt();
  }

  @Test
  void blamesThePollIfTheConnectionEndsBehindARefusal() {
    server.inject(new Fault.Refuse("RETR", 1, "bye"), new Fault.BeforeReply("RETR", 2, End.CLOSE));
    PollResult result = poll();
    assertThat(result.failures()).isEmpty();
    assertThat(result.failure())
        .isInstanceOf(MailboxException.class)
        .hasCauseInstanceOf(Pop3ConnectionException.class);
    assertThat(result.failure().isRetryable()).isTrue();
    assertNextPollEndsIt();
  }

  @Test
  void leavesWhatTheServerRefusesToMark() {
    server.inject(new Fault.Refuse("DELE", 2, "no"));
    PollResult result = poll();
    assertThat(result.isComplete()).isTrue();
    assertThat(result.deleted()).isEqualTo(2);
    assertThat(result.undeleted()).isEqualTo(1);
    assertThat(known(ledger)).containsExactly(key("b"));
    assertNextPollEndsIt();
  }

  @Test
  void keepsAllCopiesIfOneIsNotDeleted() {
    server.add("ann", "a", "copy\r\n");
    server.inject(new Fault.Refuse("DELE", 1, "no"));
    PollResult result = poll();
    assertThat(result.undeleted()).isEqualTo(1);
    assertThat(known(ledger)).containsExactlyInAnyOrder(key("a"), new MessageKey("a", 1));
    poll();
    assertThat(server.messages("ann")).isEmpty();
    assertThat(known(ledger)).isEmpty();
    assertThat(handler.count()).isEqualTo(4);
  }

  @Test
  void deletesNothingIfTheConnectionEndsBeforeQuit() {
    server.inject(new Fault.BeforeReply("DELE", 3, End.RESET));
    PollResult result = poll();
    assertThat(result.delivered()).isEqualTo(3);
    assertThat(result.undeleted()).isEqualTo(3);
    assertThat(result.failure()).hasCauseInstanceOf(Pop3ConnectionException.class);
    assertThat(server.messages("ann")).hasSize(3);
    assertNextPollEndsIt();
  }

  @ParameterizedTest
  @ValueSource(strings = {"acknowledged", "removed", "load"})
  void neitherDeletesNorQuitsIfTheLedgerFails(String method) {
    Ledger broken = new BrokenLedger(ledger, method);
    if (method.equals("removed")) {
      LedgerEntry gone = new LedgerEntry(key("gone"), 1, Instant.EPOCH);
      ledger.acknowledged("ann", gone).block(SOON);
    }
    PollResult result = Ingestor.of(broken, handler).poll(mailbox).block(SOON);
    assertThat(result.failure()).isInstanceOf(LedgerException.class);
    assertThat(result.delivered()).isZero();
    assertThat(result.commit()).isNull();
    assertThat(server.commands()).doesNotContain("DELE", "QUIT");
  }

  private record BrokenLedger(Ledger ledger, String method) implements Ledger {
    private <T> Mono<T> failIf(String name) {
      return name.equals(method)
          ? Mono.error(new LedgerException("disk full", null, true))
          : Mono.empty();
    }

    @Override
    public Flux<LedgerEntry> load(String mailbox) {
      return ledger.load(mailbox).concatWith(failIf("load"));
    }

    @Override
    public Mono<Void> acknowledged(String mailbox, LedgerEntry entry) {
      return this.<Void>failIf("acknowledged").then(ledger.acknowledged(mailbox, entry));
    }

    @Override
    public Mono<Void> removed(String mailbox, Collection<MessageKey> keys) {
      return this.<Void>failIf("removed").then(ledger.removed(mailbox, keys));
    }

    @Override
    public Mono<Void> close() {
      return ledger.close();
    }
  }
}
