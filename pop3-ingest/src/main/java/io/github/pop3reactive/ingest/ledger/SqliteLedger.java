// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest.ledger;

import io.github.pop3reactive.ingest.Ledger;
import io.github.pop3reactive.ingest.LedgerEntry;
import io.github.pop3reactive.ingest.LedgerException;
import io.github.pop3reactive.ingest.MessageKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A ledger in an SQLite file, in WAL mode with {@code synchronous=FULL}: a write that completed
 * survives the loss of the process and of power. Writes that come while another is on its way to
 * the disk are committed together.
 *
 * <p>One engine has the file, as long as it holds the lock on {@code FILE.lock}; others may open it
 * with SQLite to read. It belongs on a local disk, not on a network file system.
 */
public final class SqliteLedger implements Ledger {
  private static final String LOAD =
      "SELECT unique_id, occurrence, octets, acknowledged_at FROM message WHERE mailbox = ?";
  private static final String ACKNOWLEDGED =
      "INSERT OR REPLACE INTO message (mailbox, unique_id, occurrence, octets, acknowledged_at)"
          + " VALUES (?, ?, ?, ?, ?)";
  private static final String REMOVED =
      "DELETE FROM message WHERE mailbox = ? AND unique_id = ? AND occurrence = ?";

  private final LedgerLock lock;
  private final LedgerWriter writer;
  private final Connection reading;
  private final Scheduler reader = Schedulers.newSingle("pop3-ledger-reader", true);

  private SqliteLedger(LedgerLock lock, LedgerWriter writer, Connection reading) {
    this.lock = lock;
    this.writer = writer;
    this.reading = reading;
  }

  /**
   * Opens the ledger in this file, or makes it, with its directory, on each subscription. Fails
   * with {@link io.github.pop3reactive.ingest.LedgerInUseException} if another engine has it, and
   * with {@link LedgerException} if it cannot be opened, is no ledger, or was made by a later
   * version of this library.
   */
  public static Mono<SqliteLedger> open(Path file) {
    return Mono.<SqliteLedger>create(sink -> sink.success(openNow(file)))
        .doOnDiscard(SqliteLedger.class, ledger -> ledger.close().subscribe())
        .subscribeOn(Schedulers.boundedElastic());
  }

  private static SqliteLedger openNow(Path file) {
    try {
      Path directory = Files.createDirectories(file.toAbsolutePath().getParent()).toRealPath();
      Path ledger = directory.resolve(file.getFileName());
      LedgerLock lock = LedgerLock.acquire(ledger);
      try {
        return open(new LedgerFile(ledger), lock);
      } catch (SQLException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException | SQLException e) {
      throw new LedgerException("the ledger " + file + " cannot be opened", e, false);
    }
  }

  private static SqliteLedger open(LedgerFile file, LedgerLock lock) throws SQLException {
    Connection writing = file.openForWriting();
    try {
      Connection reading = file.openForReading();
      return new SqliteLedger(lock, new LedgerWriter(writing), reading);
    } catch (SQLException e) {
      writing.close();
      throw e;
    }
  }

  @Override
  public Flux<LedgerEntry> load(String mailbox) {
    return Mono.fromCallable(() -> loadNow(mailbox))
        .subscribeOn(reader)
        .onErrorMap(
            e -> !(e instanceof LedgerException),
            e -> new LedgerException("the ledger cannot be read", e, true))
        .publishOn(Schedulers.parallel())
        .flatMapIterable(entries -> entries);
  }

  private List<LedgerEntry> loadNow(String mailbox) throws SQLException {
    try (PreparedStatement load = reading.prepareStatement(LOAD)) {
      load.setString(1, mailbox);
      List<LedgerEntry> entries = new ArrayList<>();
      try (ResultSet row = load.executeQuery()) {
        while (row.next()) {
          String uniqueId = new String(row.getBytes(1), StandardCharsets.ISO_8859_1);
          MessageKey key = new MessageKey(uniqueId, row.getInt(2));
          entries.add(new LedgerEntry(key, row.getLong(3), Instant.ofEpochMilli(row.getLong(4))));
        }
      }
      return entries;
    }
  }

  @Override
  public Mono<Void> acknowledged(String mailbox, LedgerEntry entry) {
    return writer.write(
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(ACKNOWLEDGED)) {
            bind(insert, mailbox, entry.key());
            insert.setLong(4, entry.octets());
            insert.setLong(5, entry.acknowledgedAt().toEpochMilli());
            insert.executeUpdate();
          }
        });
  }

  @Override
  public Mono<Void> removed(String mailbox, Collection<MessageKey> keys) {
    List<MessageKey> dropped = List.copyOf(keys);
    return writer.write(
        connection -> {
          try (PreparedStatement delete = connection.prepareStatement(REMOVED)) {
            for (MessageKey key : dropped) {
              bind(delete, mailbox, key);
              delete.executeUpdate();
            }
          }
        });
  }

  private static void bind(PreparedStatement statement, String mailbox, MessageKey key)
      throws SQLException {
    statement.setString(1, mailbox);
    statement.setBytes(2, key.uniqueId().getBytes(StandardCharsets.ISO_8859_1));
    statement.setInt(3, key.occurrence());
  }

  /** Returns how many transactions were committed since it was opened. */
  long commits() {
    return writer.commits();
  }

  /** Writes what is queued, closes the file and gives up the lock. */
  @Override
  public Mono<Void> close() {
    return Mono.fromCallable(this::closeReading)
        .subscribeOn(Schedulers.boundedElastic())
        .then(writer.close())
        .then(Mono.fromCallable(this::unlock).subscribeOn(Schedulers.boundedElastic()))
        .then();
  }

  /** Before the writer, for the last connection that is closed moves the log into the file. */
  private boolean closeReading() throws SQLException {
    reader.dispose();
    reading.close();
    return true;
  }

  private boolean unlock() throws IOException {
    lock.close();
    return true;
  }
}
