// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.ingest.Ledger;
import io.github.pop3reactive.ingest.LedgerEntry;
import io.github.pop3reactive.ingest.LedgerException;
import io.github.pop3reactive.ingest.LedgerInUseException;
import io.github.pop3reactive.ingest.MessageKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class SqliteLedgerTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Instant WHEN = Instant.ofEpochMilli(1_700_000_000_123L);

  @TempDir private Path directory;

  private SqliteLedger open() {
    return SqliteLedger.open(directory.resolve("ledger.db")).block(SOON);
  }

  private static LedgerEntry entry(String uniqueId, int occurrence) {
    return new LedgerEntry(new MessageKey(uniqueId, occurrence), 1L << 40, WHEN);
  }

  private static List<LedgerEntry> load(Ledger ledger, String mailbox) {
    return ledger.load(mailbox).collectList().block(SOON);
  }

  @Test
  void keepsEntriesOverReopening() {
    SqliteLedger ledger = open();
    ledger.acknowledged("m", entry("a", 0)).block(SOON);
    ledger.acknowledged("m", entry("a", 1)).block(SOON);
    ledger.acknowledged("other", entry("b", 0)).block(SOON);
    ledger.close().block(SOON);
    SqliteLedger again = open();
    assertThat(load(again, "m")).containsExactlyInAnyOrder(entry("a", 0), entry("a", 1));
    assertThat(load(again, "other")).containsExactly(entry("b", 0));
    assertThat(load(again, "none")).isEmpty();
    again.close().block(SOON);
  }

  @Test
  void keepsEveryOctetOfAUniqueId() {
    SqliteLedger ledger = open();
    String all =
        IntStream.rangeClosed(0, 0xff)
            .mapToObj(c -> String.valueOf((char) c))
            .collect(Collectors.joining());
    List<LedgerEntry> entries =
        List.of(entry(all, 0), entry("A", 0), entry("a", 0), entry("a\0", 0), entry(" a", 0));
    Flux.fromIterable(entries).flatMap(e -> ledger.acknowledged("m", e)).blockLast(SOON);
    assertThat(load(ledger, "m")).containsExactlyInAnyOrderElementsOf(entries);
    ledger.close().block(SOON);
  }

  @Test
  void dropsWhatWasRemoved() {
    SqliteLedger ledger = open();
    Flux.just(entry("a", 0), entry("a", 1), entry("b", 0))
        .concatMap(e -> ledger.acknowledged("m", e))
        .blockLast(SOON);
    ledger
        .removed("m", List.of(new MessageKey("a", 0), new MessageKey("b", 0)))
        .then(ledger.removed("m", List.of(new MessageKey("unknown", 7))))
        .then(ledger.removed("other", List.of(new MessageKey("a", 1))))
        .block(SOON);
    assertThat(load(ledger, "m")).containsExactly(entry("a", 1));
    ledger.close().block(SOON);
    SqliteLedger again = open();
    assertThat(load(again, "m")).containsExactly(entry("a", 1));
    again.close().block(SOON);
  }

  @Test
  void replacesAnEntryThatIsRecordedAgain() {
    SqliteLedger ledger = open();
    LedgerEntry later = new LedgerEntry(new MessageKey("a", 0), 5, WHEN.plusSeconds(1));
    ledger.acknowledged("m", entry("a", 0)).then(ledger.acknowledged("m", later)).block(SOON);
    assertThat(load(ledger, "m")).containsExactly(later);
    ledger.close().block(SOON);
  }

  @Test
  void commitsTogetherWhatComesTogether() {
    SqliteLedger ledger = open();
    int writes = 5000;
    Flux.range(0, writes)
        .flatMap(i -> ledger.acknowledged("m", entry("id" + i, 0)), 1000)
        .blockLast(SOON);
    assertThat(load(ledger, "m")).hasSize(writes);
    assertThat(ledger.commits()).isLessThan(writes / 10);
    ledger.close().block(SOON);
  }

  @Test
  void completesOffTheWritersThread() {
    SqliteLedger ledger = open();
    StepVerifier.create(
            ledger
                .acknowledged("m", entry("a", 0))
                .thenMany(ledger.load("m"))
                .map(e -> Thread.currentThread().getName()))
        .assertNext(name -> assertThat(name).doesNotContain("ledger"))
        .expectComplete()
        .verify(SOON);
    ledger.close().block(SOON);
  }

  @Test
  void refusesASecondEngineInThisProcess() throws IOException {
    SqliteLedger ledger = open();
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
    for (Path path : List.of(directory.resolve("ledger.db"), link.resolve("ledger.db"))) {
      StepVerifier.create(SqliteLedger.open(path))
          .expectErrorSatisfies(
              e ->
                  assertThat(e)
                      .isInstanceOfSatisfying(
                          LedgerInUseException.class, u -> assertThat(u.isRetryable()).isTrue()))
          .verify(SOON);
    }
    ledger.acknowledged("m", entry("a", 0)).block(SOON);
    ledger.close().block(SOON);
    ledger.close().block(SOON);
    open().close().block(SOON);
  }

  @Test
  void letsOthersRead() throws SQLException {
    SqliteLedger ledger = open();
    ledger.acknowledged("m", entry("a", 0)).block(SOON);
    String url = "jdbc:sqlite:" + directory.resolve("ledger.db");
    try (Connection reader = DriverManager.getConnection(url);
        Statement statement = reader.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM message")) {
      assertThat(rows.getInt(1)).isEqualTo(1);
      ledger.acknowledged("m", entry("b", 0)).block(SOON);
    }
    ledger.close().block(SOON);
  }

  @Test
  void failsWhatComesAfterClosing() {
    SqliteLedger ledger = open();
    ledger.close().block(SOON);
    StepVerifier.create(ledger.acknowledged("m", entry("a", 0)))
        .expectError(LedgerException.class)
        .verify(SOON);
    StepVerifier.create(ledger.load("m")).expectError(LedgerException.class).verify(SOON);
    assertThat(directory.resolve("ledger.db-wal")).doesNotExist();
  }

  @Test
  void refusesWhatIsNoLedger() throws Exception {
    Path text = Files.writeString(directory.resolve("text"), "no database at all".repeat(100));
    StepVerifier.create(SqliteLedger.open(text)).expectError(LedgerException.class).verify(SOON);
    Path foreign = directory.resolve("foreign.db");
    execute(foreign, "CREATE TABLE message (a)");
    StepVerifier.create(SqliteLedger.open(foreign))
        .expectErrorMatches(e -> e.getMessage().contains("no ledger"))
        .verify(SOON);
    StepVerifier.create(SqliteLedger.open(foreign))
        .expectErrorMatches(e -> e.getMessage().contains("no ledger"))
        .verify(SOON);
  }

  @Test
  void refusesALaterSchema() throws SQLException {
    open().close().block(SOON);
    execute(directory.resolve("ledger.db"), "PRAGMA user_version = 2");
    StepVerifier.create(SqliteLedger.open(directory.resolve("ledger.db")))
        .expectErrorMatches(e -> e.getMessage().contains("schema version 2"))
        .verify(SOON);
  }

  private static void execute(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void opensFilesWithOddNamesInNewDirectories() {
    Path odd = directory.resolve("a b").resolve("what? #1 100%.db");
    SqliteLedger ledger = SqliteLedger.open(odd).block(SOON);
    ledger.acknowledged("m", entry("a", 0)).block(SOON);
    ledger.close().block(SOON);
    assertThat(odd).isRegularFile();
  }

  @Test
  void losesNothingThatWasDurableWhenTheProcessIsKilled() throws Exception {
    Path file = directory.resolve("ledger.db");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int durable = -1;
    try (BufferedReader output = child.inputReader()) {
      String line = output.readLine();
      StepVerifier.create(SqliteLedger.open(file))
          .expectError(LedgerInUseException.class)
          .verify(SOON);
      while (line != null) {
        durable = Math.max(durable, Integer.parseInt(line));
        if (durable >= 500) {
          child.destroyForcibly();
        }
        line = output.readLine();
      }
    } catch (IOException e) {
      // What was read until then counts.
    } finally {
      child.destroyForcibly().waitFor();
    }
    assertThat(durable).isGreaterThanOrEqualTo(500);
    SqliteLedger ledger = open();
    assertThat(load(ledger, "m"))
        .extracting(LedgerEntry::key)
        .containsAll(
            IntStream.rangeClosed(0, durable).mapToObj(i -> new MessageKey("id" + i, 0)).toList());
    ledger.close().block(SOON);
  }
}
