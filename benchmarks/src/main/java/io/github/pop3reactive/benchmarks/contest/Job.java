// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import io.github.pop3reactive.benchmarks.server.MaildropFacts;
import java.nio.file.Path;

/**
 * What to read: the same maildrop in so many sessions, so many of them at once.
 *
 * @param trust a file with the certificate of the server
 */
public record Job(
    int port,
    boolean tls,
    Path trust,
    int mailboxes,
    int concurrency,
    Task task,
    MaildropFacts maildrop) {

  /** Where the server is. */
  public static final String HOST = "127.0.0.1";

  /** Returns one session of it. */
  public Job alone() {
    return new Job(port, tls, trust, 1, 1, task, maildrop);
  }

  /** Returns the job as words divided by blanks. */
  public String toLine() {
    return port
        + " "
        + tls
        + " "
        + trust
        + " "
        + mailboxes
        + " "
        + concurrency
        + " "
        + task
        + " "
        + maildrop.toLine();
  }

  /** Reads what {@link #toLine()} wrote, at these words. */
  public static Job parse(String[] words, int from) {
    return new Job(
        Integer.parseInt(words[from]),
        Boolean.parseBoolean(words[from + 1]),
        Path.of(words[from + 2]),
        Integer.parseInt(words[from + 3]),
        Integer.parseInt(words[from + 4]),
        Task.valueOf(words[from + 5]),
        MaildropFacts.parse(words, from + 6));
  }
}
