// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest.ledger;

import io.github.pop3reactive.ingest.LedgerEntry;
import io.github.pop3reactive.ingest.MessageKey;
import java.nio.file.Path;
import java.time.Instant;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes to a ledger and prints, in order, what is durable, until it is killed. */
final class KilledWriter {
  private KilledWriter() {}

  public static void main(String[] arguments) {
    SqliteLedger ledger = SqliteLedger.open(Path.of(arguments[0])).block();
    Flux.range(0, 1_000_000)
        .flatMapSequential(
            i ->
                ledger
                    .acknowledged(
                        "m", new LedgerEntry(new MessageKey("id" + i, 0), i, Instant.now()))
                    .then(Mono.just(i)),
            64)
        .doOnNext(System.out::println)
        .blockLast();
  }
}
