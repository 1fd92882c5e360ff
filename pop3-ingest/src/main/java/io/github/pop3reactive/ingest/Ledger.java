// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import java.util.Collection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Remembers which messages of which mailboxes were acknowledged and may still be in the maildrop.
 * Its key is the mailbox and the {@link MessageKey}.
 *
 * <p>A ledger serves one engine, which may poll many mailboxes at once; methods are safe for use by
 * several threads. Publishers are cold, take effect once per subscription, never block the
 * subscriber's thread and fail with {@link LedgerException}. Cancel does not take a write back.
 */
public interface Ledger {

  /**
   * Emits the entries of a mailbox, in no order. What a write has completed for before the
   * subscription is seen.
   */
  Flux<LedgerEntry> load(String mailbox);

  /**
   * Records that a message was acknowledged. Completes when it is durable, as far as the ledger is;
   * recording it again replaces the entry.
   */
  Mono<Void> acknowledged(String mailbox, LedgerEntry entry);

  /**
   * Drops the entries of messages that were removed from the maildrop, all or none; keys without an
   * entry are ignored. A message that is listed under such a key later is a new one. Completes when
   * it is durable.
   */
  Mono<Void> removed(String mailbox, Collection<MessageKey> keys);

  /**
   * Waits for the writes that were subscribed to and releases what the ledger holds. Everything
   * after it fails; closing again completes.
   */
  Mono<Void> close();

  /** Returns a ledger that forgets everything with the process. */
  static Ledger inMemory() {
    return new InMemoryLedger();
  }
}
