// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Entries by mailbox. */
final class InMemoryLedger implements Ledger {
  private final Map<String, Map<MessageKey, LedgerEntry>> mailboxes = new ConcurrentHashMap<>();
  private volatile boolean closed;

  @Override
  public Flux<LedgerEntry> load(String mailbox) {
    return Flux.defer(() -> Flux.fromIterable(List.copyOf(entries(mailbox).values())));
  }

  @Override
  public Mono<Void> acknowledged(String mailbox, LedgerEntry entry) {
    return Mono.fromRunnable(() -> entries(mailbox).put(entry.key(), entry));
  }

  @Override
  public Mono<Void> removed(String mailbox, Collection<MessageKey> keys) {
    List<MessageKey> dropped = List.copyOf(keys);
    return Mono.fromRunnable(() -> dropped.forEach(entries(mailbox)::remove));
  }

  @Override
  public Mono<Void> close() {
    return Mono.fromRunnable(() -> closed = true);
  }

  private Map<MessageKey, LedgerEntry> entries(String mailbox) {
    if (closed) {
      throw new LedgerException("the ledger is closed", null, false);
    }
    return mailboxes.computeIfAbsent(mailbox, id -> new ConcurrentHashMap<>());
  }
}
