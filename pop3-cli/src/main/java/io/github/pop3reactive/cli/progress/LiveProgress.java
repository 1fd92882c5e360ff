// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.progress;

import io.github.pop3reactive.cli.console.CliIo.TerminalSize;
import io.github.pop3reactive.ingest.ListingSummary;
import io.github.pop3reactive.ingest.MessageKey;
import io.github.pop3reactive.ingest.PollResult;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import me.tongfei.progressbar.InteractiveConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarRenderer;

/** A bar for all mailboxes below a few lines for those that are being polled. */
final class LiveProgress implements Progress {
  private static final int REFRESH_MILLIS = 150;
  private static final int MAX_LINES = 10;
  private static final int OTHER_ROWS = 4;

  private final PrintStream out;
  private final int columns;
  private final Counters counters;
  private final MailboxLines lines;
  private final List<ProgressBar> bars = new ArrayList<>();
  private final ProgressBar total;

  LiveProgress(PrintStream out, TerminalSize size, Counters counters, int concurrency) {
    this.out = out;
    this.columns = size.columns() - 1;
    this.counters = counters;
    int count = Math.max(1, Math.min(Math.min(concurrency, MAX_LINES), size.rows() - OTHER_ROWS));
    this.lines = new MailboxLines(count);
    for (int i = 0; i < count; i++) {
      int line = i;
      bars.add(bar((state, width) -> lines.line(line, width)));
    }
    this.total = bar(new TotalRenderer(counters));
    bars.add(total);
  }

  private ProgressBar bar(ProgressBarRenderer renderer) {
    return new ProgressBarBuilder()
        .setInitialMax(1)
        .setUpdateIntervalMillis(REFRESH_MILLIS)
        .continuousUpdate()
        .setRenderer(renderer)
        .setConsumer(new InteractiveConsoleProgressBarConsumer(out, columns))
        .build();
  }

  @Override
  public void pollStarted(String mailbox) {
    lines.started(mailbox);
  }

  @Override
  public void listed(String mailbox, ListingSummary listing) {
    counters.listed(listing);
    lines.listed(mailbox, listing);
    total.maxHint(Math.max(1, counters.expectedOctets()));
  }

  @Override
  public void received(String mailbox, MessageKey key, int octets) {
    counters.received(octets);
    lines.received(mailbox, octets);
    total.stepTo(counters.octets());
  }

  @Override
  public void messageDelivered(String mailbox, MessageKey key, long octets) {
    counters.delivered();
    lines.delivered(mailbox);
  }

  @Override
  public void pollEnded(PollResult result) {
    counters.ended(result);
    lines.ended(result);
  }

  @Override
  public long delivered() {
    return counters.messages();
  }

  @Override
  public void close() {
    bars.forEach(ProgressBar::close);
    out.flush();
  }
}
