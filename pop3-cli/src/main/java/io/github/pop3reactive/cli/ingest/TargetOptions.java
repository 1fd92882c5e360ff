// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.ingest;

import io.github.pop3reactive.cli.config.ConfigException;
import io.github.pop3reactive.ingest.sink.LineEnds;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where messages go. */
final class TargetOptions {
  @Option(
      names = "--maildir",
      paramLabel = "DIR",
      description = "Deliver to Maildirs below this directory, one for each mailbox.")
  private @Nullable Path maildir;

  @Option(names = "--single-maildir", description = "Deliver all mailboxes to one Maildir, DIR.")
  private boolean single;

  @Option(
      names = "--crlf",
      description = "Keep CRLF as line end in Maildirs; without this it becomes LF.")
  private boolean crlf;

  @Option(
      names = "--eml",
      paramLabel = "DIR",
      description = "Write a file for each message to this directory, octets as transported.")
  private @Nullable Path eml;

  @Option(
      names = "--ledger",
      paramLabel = "FILE",
      description = "Remember in this file what was taken in. Default: .pop3-ledger.sqlite in DIR.")
  private @Nullable Path ledger;

  Target target() {
    Path emlDirectory = eml;
    Path maildirDirectory = maildir;
    if (emlDirectory != null) {
      if (maildirDirectory != null || single || crlf) {
        throw new ConfigException("--eml excludes --maildir, --single-maildir and --crlf");
      }
      return Target.eml(emlDirectory);
    }
    if (maildirDirectory == null) {
      throw new ConfigException("say where to deliver: --maildir DIR or --eml DIR");
    }
    LineEnds lineEnds = crlf ? LineEnds.AS_TRANSPORTED : LineEnds.LF;
    return single
        ? Target.singleMaildir(maildirDirectory, lineEnds)
        : Target.maildirPerMailbox(maildirDirectory, lineEnds);
  }

  Path ledger(Target target) {
    return ledger == null ? target.defaultLedger() : ledger;
  }
}
