// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import static io.github.pop3reactive.ingest.Maildrops.SOON;
import static io.github.pop3reactive.ingest.Maildrops.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.ingest.ledger.SqliteLedger;
import io.github.pop3reactive.ingest.sink.EmlDirectorySink;
import io.github.pop3reactive.session.CommitOutcome;
import io.github.pop3reactive.test.server.Fault;
import io.github.pop3reactive.test.server.Fault.End;
import io.github.pop3reactive.test.server.MaildropServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ends a session after each octet that the server sends, and then polls once more. */
class IngestorCutTest {
  private static final Map<MessageKey, String> MAIL =
      Map.of(
          new MessageKey("a", 0), "Subject: a\r\n\r\n.dotted\r\n",
          new MessageKey("a", 1), "Subject: copy of a\r\n\r\n.\r\n",
          new MessageKey("b", 0), "",
          new MessageKey("c", 0), "Subject: c\r\n\r\none\rtwo\nthree\r\n");

  private static MaildropServer server(boolean pipelining) {
    MaildropServer server =
        MaildropServer.builder()
            .user("ann", "secret")
            .capabilities("USER", "UIDL", pipelining ? "PIPELINING" : "X-NONE")
            .start();
    fill(server);
    return server;
  }

  private static void fill(MaildropServer server) {
    for (MessageKey key :
        List.of(
            new MessageKey("a", 0),
            new MessageKey("b", 0),
            new MessageKey("a", 1),
            new MessageKey("c", 0))) {
      server.add("ann", key.uniqueId(), MAIL.get(key));
    }
  }

  private static long octetsOfASession(boolean pipelining, boolean delete) {
    try (MaildropServer server = server(pipelining)) {
      Ingestor ingestor = Ingestor.of(Ledger.inMemory(), new RecordingHandler());
      PollResult result = ingestor.poll(mailbox(server, delete)).block(SOON);
      assertThat(result.isComplete()).isTrue();
      return server.scripted().connections().get(0).octetsWritten();
    }
  }

  private static Mailbox mailbox(MaildropServer server, boolean delete) {
    return Mailbox.of(client(server, "ann")).withId("ann").withDelete(delete);
  }

  private static Set<MessageKey> known(Ledger ledger) {
    return ledger.load("ann").map(LedgerEntry::key).collect(Collectors.toSet()).block(SOON);
  }

  @ParameterizedTest
  @Timeout(300)
  @CsvSource({
    "true, true, CLOSE",
    "true, false, CLOSE",
    "false, true, CLOSE",
    "false, false, CLOSE",
    "true, true, RESET"
  })
  void losesNothingAndRepeatsOnlyWhatWasNotRecorded(boolean pipelining, boolean delete, End end) {
    long octets = octetsOfASession(pipelining, delete);
    for (long cut = 0; cut <= octets; cut++) {
      try (MaildropServer server = server(pipelining)) {
        server.inject(new Fault.AfterOctets(cut, end));
        checkCut(server, delete, "cut after " + cut + " of " + octets);
      }
    }
  }

  private static void checkCut(MaildropServer server, boolean delete, String cut) {
    Ledger ledger = Ledger.inMemory();
    RecordingHandler handler = new RecordingHandler();
    Ingestor ingestor = Ingestor.of(ledger, handler);
    PollResult first = ingestor.poll(mailbox(server, delete)).block(SOON);
    Set<MessageKey> recorded = known(ledger);
    assertWhole(handler, cut);
    assertThat(handler.taken().keySet()).as(cut).containsAll(recorded);
    if (first.commit() != CommitOutcome.COMMITTED) {
      assertThat(first.delivered()).as(cut).isEqualTo(recorded.size());
    }
    if (first.commit() == null) {
      assertThat(server.messages("ann")).as(cut).hasSize(MAIL.size());
      assertThat(first.failure()).as(cut).isInstanceOf(MailboxException.class);
    }
    if (!delete) {
      assertThat(server.messages("ann")).as(cut).hasSize(MAIL.size());
    }

    PollResult second = ingestor.poll(mailbox(server, delete)).block(SOON);
    assertThat(second.failure()).as(cut).isNull();
    assertThat(second.isComplete()).as(cut).isTrue();
    assertWhole(handler, cut);
    assertThat(handler.taken().keySet()).as(cut).isEqualTo(MAIL.keySet());
    for (MessageKey key : recorded) {
      assertThat(handler.taken().get(key)).as(cut + ": " + key).hasSize(1);
    }
    assertThat(handler.taken().values()).as(cut).allMatch(taken -> taken.size() <= 2);
    assertThat(known(ledger)).as(cut).isEqualTo(delete ? Set.of() : MAIL.keySet());
    assertThat(server.messages("ann")).as(cut).hasSize(delete ? 0 : MAIL.size());
    assertThat(ingestor.poll(mailbox(server, delete)).block(SOON).delivered()).as(cut).isZero();
  }

  private static void assertWhole(RecordingHandler handler, String cut) {
    handler
        .taken()
        .forEach((key, taken) -> assertThat(taken).as(cut).allMatch(MAIL.get(key)::equals));
  }

  @Test
  @Timeout(300)
  void leavesWholeFilesOnlyInTheDirectory(@TempDir Path temporary) throws IOException {
    long octets = octetsOfASession(true, true);
    for (long cut = 0; cut <= octets; cut += 3) {
      Path directory = temporary.resolve("cut" + cut);
      Ledger ledger = SqliteLedger.open(temporary.resolve("ledger" + cut)).block(SOON);
      Ingestor ingestor = Ingestor.of(ledger, EmlDirectorySink.in(directory));
      try (MaildropServer server = server(true)) {
        server.inject(new Fault.AfterOctets(cut, End.CLOSE));
        ingestor.poll(mailbox(server, true)).block(SOON);
        assertThat(MAIL.values()).containsAll(contents(directory));
        assertThat(ingestor.poll(mailbox(server, true)).block(SOON).isComplete()).isTrue();
        assertThat(new HashSet<>(contents(directory)))
            .as("cut after " + cut)
            .isEqualTo(new HashSet<>(MAIL.values()));
        assertThat(server.messages("ann")).isEmpty();
      }
      assertThat(known(ledger)).isEmpty();
      ledger.close().block(SOON);
    }
  }

  private static List<String> contents(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(IngestorCutTest::content).toList();
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
