// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.ingest;

import io.github.pop3reactive.cli.console.CliIo;
import io.github.pop3reactive.cli.console.FailureText;
import io.github.pop3reactive.cli.console.Octets;
import io.github.pop3reactive.ingest.IngestException;
import io.github.pop3reactive.ingest.MessageFailure;
import io.github.pop3reactive.ingest.PollResult;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * What a run has come to.
 *
 * @param results the polls that came to their end
 * @param delivered how many messages were taken in, by polls that were interrupted as well
 * @param elapsed how long all of it took
 */
public record Summary(List<PollResult> results, long delivered, Duration elapsed) {
  private static final int SHOWN_FAILURES = 20;

  /** Sorts the results by mailbox. */
  public Summary {
    results = results.stream().sorted(Comparator.comparing(PollResult::mailbox)).toList();
  }

  /** Returns how many messages were listed. */
  public long listed() {
    return sum(result -> result.listing().messages());
  }

  /** Returns whether everything was taken in and, where asked for, deleted. */
  public boolean isComplete() {
    return results.stream().allMatch(result -> result.isComplete() && result.undeleted() == 0);
  }

  /** Prints a table of the mailboxes and the totals, and on standard error what failed. */
  public void print(CliIo io) {
    SummaryTable.print(results, io.out());
    printTotals(io);
  }

  /** Prints, after an interruption, how far it came. */
  public void printInterrupted(CliIo io, int mailboxes) {
    io.err()
        .printf(
            "interrupted: %d of %d mailboxes were polled to their end, %d messages were taken in%n",
            results.size(), mailboxes, delivered);
    printFailures(io);
  }

  /** Prints the totals, and on standard error what failed. */
  public void printTotals(CliIo io) {
    double seconds = Math.max(1, elapsed.toMillis()) / 1000.0;
    long octets = sum(PollResult::deliveredOctets);
    io.out()
        .printf(
            Locale.ROOT,
            "%d mailboxes: %d listed, %d known, %d taken in (%s), %d failed, %d deleted"
                + " in %.1f s (%.0f messages/s, %s/s)%n",
            results.size(),
            listed(),
            listed() - sum(result -> result.listing().newMessages()),
            delivered,
            new Octets(octets),
            sum(PollResult::failed),
            sum(PollResult::deleted),
            seconds,
            delivered / seconds,
            new Octets(Math.round(octets / seconds)));
    io.out().flush();
    printFailures(io);
  }

  private void printFailures(CliIo io) {
    for (PollResult result : results) {
      printFailures(result, io);
    }
    io.err().flush();
  }

  private static void printFailures(PollResult result, CliIo io) {
    String mailbox = result.mailbox() + ": ";
    IngestException failure = result.failure();
    if (failure != null) {
      io.err().println(mailbox + FailureText.of(failure) + retry(failure));
    }
    result.failures().stream()
        .limit(SHOWN_FAILURES)
        .forEach(message -> io.err().println(mailbox + text(message)));
    long more = result.failed() - Math.min(result.failures().size(), SHOWN_FAILURES);
    if (more > 0) {
      io.err().println(mailbox + more + " more messages were not taken in");
    }
    if (result.undeleted() > 0) {
      io.err().println(mailbox + result.undeleted() + " messages are not known to be deleted");
    }
  }

  private static String text(MessageFailure failure) {
    String key = failure.key() == null ? "" : " (" + failure.key() + ")";
    return "message " + failure.number() + key + ": " + FailureText.of(failure.cause());
  }

  private static String retry(IngestException failure) {
    return failure.isRetryable() ? " (may succeed later)" : "";
  }

  private long sum(ToLongFunction<PollResult> count) {
    return results.stream().mapToLong(count).sum();
  }
}
