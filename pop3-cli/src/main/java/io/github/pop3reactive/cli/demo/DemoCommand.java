// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.demo;

import com.icegreen.greenmail.store.MailFolder;
import io.github.pop3reactive.cli.config.ConfigException;
import io.github.pop3reactive.cli.console.CliIo;
import io.github.pop3reactive.cli.console.Interruption;
import io.github.pop3reactive.cli.console.Octets;
import io.github.pop3reactive.cli.ingest.IngestRun;
import io.github.pop3reactive.cli.ingest.PollingOptions;
import io.github.pop3reactive.cli.ingest.Summary;
import io.github.pop3reactive.cli.ingest.Target;
import io.github.pop3reactive.client.Pop3Client;
import io.github.pop3reactive.ingest.Mailbox;
import io.github.pop3reactive.ingest.sink.LineEnds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reactor.core.publisher.Mono;

/** Shows ingestion against a server in this process. */
@Command(
    name = "demo",
    description = {
      "Starts a server in this process, fills mailboxes with generated mail, and takes all of it in"
          + " over TLS, into a Maildir for each mailbox.",
      "Then checks every message byte for byte and polls a second time, which has to take in"
          + " nothing. Running it again adds the mail of the new run and touches nothing else."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Every message is there and nothing came twice.",
      "1:That is not so; standard error says what.",
      "2:The command line is wrong.",
      "130:Ctrl-C."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final DateTimeFormatter RUN_TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

  private final CliIo io;

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description = "The directory to deliver to. Default: ${DEFAULT-VALUE}.")
  private Path directory = Path.of("target", "demo");

  @Option(
      names = "--mailboxes",
      paramLabel = "N",
      description = "How many mailboxes. Default: ${DEFAULT-VALUE}.")
  private int mailboxes = 40;

  @Option(
      names = "--messages",
      paramLabel = "N",
      description = "How many messages in each. Default: ${DEFAULT-VALUE}.")
  private int messages = 10;

  @Mixin private PollingOptions polling = new PollingOptions();

  /** Makes the command. */
  public DemoCommand(CliIo io) {
    this.io = io;
  }

  @Override
  public Integer call() throws Exception {
    if (mailboxes < 1 || messages < 0) {
      throw new ConfigException("--mailboxes has to be 1 or more, --messages 0 or more");
    }
    String run = newRun();
    Target target = Target.maildirPerMailbox(directory, LineEnds.LF);
    IngestRun ingest = polling.run(target, target.defaultLedger());
    try (Interruption interruption = Interruption.onShutdown();
        DemoServer server = DemoServer.start()) {
      List<Mailbox> polled = fill(server, run);
      io.out().println("First poll, into " + directory);
      Summary first = ingest.poll(polled, io, interruption);
      if (interruption.isRequested()) {
        first.printInterrupted(io, mailboxes);
        return Interruption.EXIT_CODE;
      }
      first.print(io);
      List<String> problems = check(first, polled, run);
      io.out().println("Second poll");
      Summary second = ingest.poll(polled, io, interruption);
      if (interruption.isRequested()) {
        second.printInterrupted(io, mailboxes);
        return Interruption.EXIT_CODE;
      }
      second.printTotals(io);
      problems.addAll(checkSecond(second));
      return verdict(problems);
    }
  }

  /** The server's unique-ids begin at 1 in every run, so that users must not be the same. */
  private static String newRun() {
    return RUN_TIME.format(Instant.now()) + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  private List<Mailbox> fill(DemoServer server, String run) throws Exception {
    Pop3Client client =
        Pop3Client.create()
            .host(DemoCertificate.HOST)
            .port(server.port())
            .tls(tls -> tls.trust(server.certificate()));
    long octets = 0;
    List<Mailbox> filled = new ArrayList<>();
    for (int i = 0; i < mailboxes; i++) {
      String user = DemoMail.user(run, i);
      String password = UUID.randomUUID().toString();
      MailFolder inbox = server.addUser(user, password);
      for (int number = 0; number < messages; number++) {
        byte[] mail = new DemoMail(run, i, number).octets();
        server.deliver(inbox, mail);
        octets += mail.length;
      }
      Pop3Client account = client.credentials(user, Mono.fromSupplier(() -> password));
      filled.add(Mailbox.of(account).withId(user));
    }
    io.out()
        .printf(
            "GreenMail listens on localhost:%d (TLS), with %d messages (%s) in %d mailboxes%n",
            server.port(), mailboxes * messages, new Octets(octets), mailboxes);
    return filled;
  }

  private List<String> check(Summary summary, List<Mailbox> polled, String run) throws IOException {
    List<String> problems = new ArrayList<>();
    long expected = (long) mailboxes * messages;
    if (!summary.isComplete() || summary.delivered() != expected) {
      problems.add("the first poll took in " + summary.delivered() + " of " + expected);
    }
    DemoCheck check = new DemoCheck(run, messages);
    for (int i = 0; i < mailboxes; i++) {
      problems.addAll(check.problems(directory, i, polled.get(i).id()));
    }
    if (problems.isEmpty()) {
      io.out().println("All " + expected + " messages are there, byte for byte (CRLF as LF)");
    }
    return problems;
  }

  private List<String> checkSecond(Summary summary) {
    long expected = (long) mailboxes * messages;
    boolean well = summary.isComplete() && summary.listed() == expected && summary.delivered() == 0;
    if (well) {
      io.out().println("The second poll listed " + expected + " messages and took in 0");
      return List.of();
    }
    return List.of(
        "the second poll listed " + summary.listed() + " and took in " + summary.delivered());
  }

  private int verdict(List<String> problems) {
    problems.forEach(problem -> io.err().println("pop3 demo: " + problem));
    io.err().flush();
    io.out().flush();
    return problems.isEmpty() ? 0 : 1;
  }
}
