// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.cli.console.CliIo;
import io.github.pop3reactive.cli.console.Interruption;
import io.github.pop3reactive.client.Pop3Client;
import io.github.pop3reactive.ingest.Mailbox;
import io.github.pop3reactive.ingest.ledger.SqliteLedger;
import io.github.pop3reactive.ingest.sink.LineEnds;
import io.github.pop3reactive.test.server.Fault;
import io.github.pop3reactive.test.server.Fault.End;
import io.github.pop3reactive.test.server.MaildropServer;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

class InterruptionTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path directory;

  @AutoClose
  private final MaildropServer server = MaildropServer.builder().user("ann", "secret").start();

  private final PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
  private final CliIo io =
      new CliIo(nowhere, nowhere, name -> null, question -> null, Optional::empty);

  private Mailbox mailbox() {
    return Mailbox.of(
            Pop3Client.create()
                .host("localhost")
                .port(server.port())
                .plaintext()
                .plaintextLogin()
                .credentials("ann", Mono.just("secret")))
        .withDelete(true);
  }

  @Test
  @Timeout(60)
  void closesSessionsWithoutQuitAndTheLedger() throws Exception {
    server.add("ann", "a", "Subject: a\r\n\r\n");
    server.inject(new Fault.BeforeReply("RETR", 1, End.STALL));
    Target target = Target.maildirPerMailbox(directory, LineEnds.LF);
    IngestRun run = new IngestRun(target, target.defaultLedger(), 1, false);

    try (Interruption interruption = Interruption.onShutdown()) {
      CompletableFuture<Summary> summary =
          CompletableFuture.supplyAsync(() -> run.poll(List.of(mailbox()), io, interruption));
      while (!server.commands().contains("RETR")) {
        Thread.sleep(10);
      }
      interruption.request();
      assertThat(summary).succeedsWithin(SOON);
      assertThat(summary.join().results()).isEmpty();
      assertThat(interruption.isRequested()).isTrue();
    }

    assertThat(server.commands()).doesNotContain("QUIT", "DELE");
    SqliteLedger.open(target.defaultLedger()).block(SOON).close().block(SOON);
  }
}
