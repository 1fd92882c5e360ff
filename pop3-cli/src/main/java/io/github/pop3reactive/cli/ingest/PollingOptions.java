// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.ingest;

import io.github.pop3reactive.cli.config.ConfigException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that say how mailboxes are polled. */
public final class PollingOptions {
  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "Poll so many mailboxes at a time. Default: ${DEFAULT-VALUE}.")
  private int concurrency = 16;

  @Option(
      names = "--no-progress",
      description = "Show progress as lines even if standard error is a terminal.")
  private boolean noProgress;

  /** Made by picocli. */
  public PollingOptions() {}

  /**
   * Returns a run with these options.
   *
   * @throws ConfigException if they make no sense
   */
  public IngestRun run(Target target, Path ledger) {
    if (concurrency < 1) {
      throw new ConfigException("--concurrency has to be 1 or more");
    }
    return new IngestRun(target, ledger, concurrency, !noProgress);
  }
}
