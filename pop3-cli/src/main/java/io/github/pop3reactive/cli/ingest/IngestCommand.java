// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.ingest;

import io.github.pop3reactive.cli.config.ConfigException;
import io.github.pop3reactive.cli.config.ConnectionOptions;
import io.github.pop3reactive.cli.config.MailboxSpec;
import io.github.pop3reactive.cli.config.MailboxesFile;
import io.github.pop3reactive.cli.console.CliIo;
import io.github.pop3reactive.cli.console.Interruption;
import io.github.pop3reactive.ingest.Mailbox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Polls mailboxes once and delivers what is new. */
@Command(
    name = "ingest",
    description = {
      "Takes in what is new in each mailbox, once, and remembers it in a ledger.",
      "A message that was taken in does not come again, even if it stays on the server."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Everything was taken in and, where asked for, deleted.",
      "1:Something was not; standard error says what.",
      "2:The command line or the file of mailboxes is wrong.",
      "130:Ctrl-C. Nothing more was deleted; what was not recorded comes again."
    })
public final class IngestCommand implements Callable<Integer> {
  private final CliIo io;

  @Parameters(
      paramLabel = ConnectionOptions.URI_LABEL,
      arity = "0..*",
      description = "Mailboxes: " + ConnectionOptions.URI_FORM)
  private List<String> uris = new ArrayList<>();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Read mailboxes from this YAML file.")
  private @Nullable Path config;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Mixin private TargetOptions targets = new TargetOptions();

  @Option(
      names = "--delete",
      description = "Delete messages that were taken in, from all mailboxes.")
  private boolean delete;

  @Mixin private PollingOptions polling = new PollingOptions();

  /** Makes the command. */
  public IngestCommand(CliIo io) {
    this.io = io;
  }

  @Override
  public Integer call() {
    Target target = targets.target();
    IngestRun run = polling.run(target, targets.ledger(target));
    List<Mailbox> mailboxes = mailboxes();
    try (Interruption interruption = Interruption.onShutdown()) {
      Summary summary = run.poll(mailboxes, io, interruption);
      if (interruption.isRequested()) {
        summary.printInterrupted(io, mailboxes.size());
        return Interruption.EXIT_CODE;
      }
      summary.print(io);
      return summary.isComplete() ? 0 : 1;
    }
  }

  private List<Mailbox> mailboxes() {
    List<MailboxSpec> specs = new ArrayList<>();
    if (config != null) {
      specs.addAll(connection.tapped(MailboxesFile.read(config)));
    }
    if (!uris.isEmpty()) {
      specs.addAll(connection.mailboxes(uris, io));
    }
    if (specs.isEmpty()) {
      throw new ConfigException("no mailbox: give --config FILE or URIs");
    }
    return MailboxSpec.open(specs, delete, io);
  }
}
