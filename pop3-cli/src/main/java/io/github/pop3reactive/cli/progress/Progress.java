// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.progress;

import io.github.pop3reactive.cli.console.CliIo;
import io.github.pop3reactive.cli.console.CliIo.TerminalSize;
import io.github.pop3reactive.ingest.IngestListener;
import java.util.Optional;

/** Shows on standard error how polls go. Its methods may be called by any thread. */
public interface Progress extends IngestListener, AutoCloseable {

  /**
   * Returns a live display if standard error is a terminal, and otherwise one line for each mailbox
   * that was polled and, now and then, one for all of them.
   *
   * @param live whether a live display is wanted at all
   * @param mailboxes how many will be polled
   * @param concurrency how many of them at a time
   */
  static Progress start(CliIo io, boolean live, int mailboxes, int concurrency) {
    Optional<TerminalSize> terminal = live ? io.terminal().get() : Optional.empty();
    Counters counters = new Counters(mailboxes);
    return terminal
        .<Progress>map(size -> new LiveProgress(io.err(), size, counters, concurrency))
        .orElseGet(() -> new PlainProgress(io.err(), counters));
  }

  /** Returns how many messages were taken in so far, in polls that are not over as well. */
  long delivered();

  /** Shows the last state and stops. */
  @Override
  void close();
}
