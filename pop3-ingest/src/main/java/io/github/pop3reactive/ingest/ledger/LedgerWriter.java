// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest.ledger;

import io.github.pop3reactive.ingest.LedgerException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

/**
 * The only thread that writes. What has queued up while one transaction was on its way to the disk
 * goes into the next one together.
 */
final class LedgerWriter {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);
  private static final int MAX_BATCH = 4096;

  /** Statements of one write, to be committed with others. */
  @FunctionalInterface
  interface Write {
    void apply(Connection connection) throws SQLException;
  }

  private record Pending(Write write, MonoSink<Void> sink, boolean isLast) {}

  private final Connection connection;
  private final LinkedBlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
  private final AtomicLong commits = new AtomicLong();
  private final Thread thread;
  private boolean closed;

  LedgerWriter(Connection connection) {
    this.connection = connection;
    this.thread = new Thread(this::run, "pop3-ledger-writer");
    thread.setDaemon(true);
    thread.start();
  }

  /** Queues the write on subscription; completes, off the writer's thread, when it is durable. */
  Mono<Void> write(Write write) {
    return Mono.<Void>create(
            sink -> {
              if (!enqueue(new Pending(write, sink, false))) {
                sink.error(new LedgerException("the ledger is closed", null, false));
              }
            })
        .publishOn(Schedulers.parallel());
  }

  /** Completes when everything queued before is durable and the connection is closed. */
  Mono<Void> close() {
    return Mono.<Void>create(
            sink -> {
              if (!enqueue(new Pending(Connection::close, sink, true))) {
                sink.success();
              }
            })
        .publishOn(Schedulers.parallel());
  }

  private synchronized boolean enqueue(Pending pending) {
    if (closed) {
      return false;
    }
    closed = pending.isLast();
    return queue.add(pending);
  }

  long commits() {
    return commits.get();
  }

  private void run() {
    List<Pending> batch = new ArrayList<>();
    boolean open = true;
    while (open) {
      batch.clear();
      try {
        batch.add(queue.take());
      } catch (InterruptedException e) {
        LOG.warn("the ledger's writer is not to be interrupted", e);
        continue;
      }
      queue.drainTo(batch, MAX_BATCH - 1);
      Pending newest = batch.get(batch.size() - 1);
      open = !newest.isLast();
      if (open) {
        commit(batch);
      } else {
        commit(batch.subList(0, batch.size() - 1));
        finish(newest);
      }
    }
  }

  private void commit(List<Pending> batch) {
    if (batch.isEmpty()) {
      return;
    }
    try {
      for (Pending pending : batch) {
        pending.write().apply(connection);
      }
      connection.commit();
      commits.incrementAndGet();
    } catch (Throwable e) {
      rollback();
      LedgerException failure = new LedgerException("the ledger cannot be written", e, true);
      batch.forEach(pending -> pending.sink().error(failure));
      return;
    }
    batch.forEach(pending -> pending.sink().success());
  }

  private void rollback() {
    try {
      connection.rollback();
    } catch (SQLException e) {
      LOG.warn("the ledger's transaction cannot be rolled back", e);
    }
  }

  private void finish(Pending end) {
    try {
      end.write().apply(connection);
      end.sink().success();
    } catch (SQLException e) {
      end.sink().error(new LedgerException("the ledger cannot be closed", e, false));
    }
  }
}
