// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.progress;

import io.github.pop3reactive.cli.console.Octets;
import io.github.pop3reactive.ingest.ListingSummary;
import io.github.pop3reactive.ingest.MessageKey;
import io.github.pop3reactive.ingest.PollResult;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Lines for a log; a thread of its own prints them, for listeners must not block. */
final class PlainProgress implements Progress {
  private static final long INTERVAL_SECONDS = 10;

  private final PrintStream out;
  private final Counters counters;
  private final ScheduledExecutorService printer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "pop3-progress");
            thread.setDaemon(true);
            return thread;
          });

  PlainProgress(PrintStream out, Counters counters) {
    this.out = out;
    this.counters = counters;
    var unused =
        printer.scheduleAtFixedRate(
            this::printTotals, INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
  }

  private void printTotals() {
    out.println(
        "progress: "
            + counters.mailboxesText()
            + ", "
            + counters.messagesText()
            + ", "
            + new Octets(counters.octets())
            + ", "
            + counters.rate()
            + "/s");
  }

  @Override
  public void listed(String mailbox, ListingSummary listing) {
    counters.listed(listing);
  }

  @Override
  public void received(String mailbox, MessageKey key, int octets) {
    counters.received(octets);
  }

  @Override
  public void messageDelivered(String mailbox, MessageKey key, long octets) {
    counters.delivered();
  }

  @Override
  public void pollEnded(PollResult result) {
    counters.ended(result);
    printer.execute(() -> out.println(line(result)));
  }

  private static String line(PollResult result) {
    String failed = result.failed() == 0 ? "" : ", " + result.failed() + " failed";
    return String.format(
        Locale.ROOT,
        "%s: %d listed, %d new, %d taken in (%s)%s%s in %.1f s",
        result.mailbox(),
        result.listing().messages(),
        result.listing().newMessages(),
        result.delivered(),
        new Octets(result.deliveredOctets()),
        failed,
        result.failure() == null ? "" : ", FAILED",
        result.elapsed().toMillis() / 1000.0);
  }

  @Override
  public long delivered() {
    return counters.messages();
  }

  @Override
  public void close() {
    printer.shutdown();
    try {
      boolean ended = printer.awaitTermination(INTERVAL_SECONDS, TimeUnit.SECONDS);
      out.flush();
      if (!ended) {
        printer.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
