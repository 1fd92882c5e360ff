// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.ingest;

import io.github.pop3reactive.cli.console.CliIo;
import io.github.pop3reactive.cli.console.Interruption;
import io.github.pop3reactive.cli.progress.Progress;
import io.github.pop3reactive.ingest.Ingestor;
import io.github.pop3reactive.ingest.Mailbox;
import io.github.pop3reactive.ingest.PollResult;
import io.github.pop3reactive.ingest.ledger.SqliteLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One poll of every mailbox.
 *
 * @param target where messages go
 * @param ledger the file of the ledger
 * @param concurrency how many mailboxes are polled at a time
 * @param live whether a live display is wanted
 */
public record IngestRun(Target target, Path ledger, int concurrency, boolean live) {

  /**
   * Polls the mailboxes and shows how that goes. Returns the polls that came to their end: all of
   * them unless it was interrupted, which closes the other sessions without QUIT.
   *
   * @throws io.github.pop3reactive.ingest.LedgerException if the ledger cannot be opened
   */
  public Summary poll(List<Mailbox> mailboxes, CliIo io, Interruption interruption) {
    long startedAt = System.nanoTime();
    List<PollResult> results;
    long delivered;
    try (Progress progress = Progress.start(io, live, mailboxes.size(), concurrency)) {
      results =
          Mono.usingWhen(
                  SqliteLedger.open(ledger),
                  open ->
                      Ingestor.of(open, target.handler())
                          .listener(progress)
                          .ingest(Flux.fromIterable(mailboxes), concurrency)
                          .takeUntilOther(interruption.requested())
                          .collectList(),
                  SqliteLedger::close)
              .blockOptional()
              .orElseGet(List::of);
      delivered = progress.delivered();
    }
    return new Summary(results, delivered, Duration.ofNanos(System.nanoTime() - startedAt));
  }
}
