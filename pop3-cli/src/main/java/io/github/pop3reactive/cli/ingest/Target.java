// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.ingest;

import io.github.pop3reactive.ingest.MessageHandler;
import io.github.pop3reactive.ingest.sink.EmlDirectorySink;
import io.github.pop3reactive.ingest.sink.LineEnds;
import io.github.pop3reactive.ingest.sink.MaildirSink;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where messages go.
 *
 * @param directory the directory below which, or in which, everything is
 * @param handler takes in messages
 */
public record Target(Path directory, MessageHandler handler) {
  private static final String LEDGER = ".pop3-ledger.sqlite";

  /** Returns a directory with one Maildir for each mailbox, see {@link MaildirName}. */
  public static Target maildirPerMailbox(Path directory, LineEnds lineEnds) {
    Map<String, MaildirSink> sinks = new ConcurrentHashMap<>();
    return new Target(
        directory,
        message ->
            sinks
                .computeIfAbsent(
                    message.mailbox(),
                    id -> MaildirSink.in(MaildirName.in(directory, id)).lineEnds(lineEnds))
                .handle(message));
  }

  /** Returns one Maildir for all mailboxes. */
  public static Target singleMaildir(Path directory, LineEnds lineEnds) {
    return new Target(directory, MaildirSink.in(directory).lineEnds(lineEnds));
  }

  /** Returns a directory with a file for each message. */
  public static Target eml(Path directory) {
    return new Target(directory, EmlDirectorySink.in(directory));
  }

  /** Returns where the ledger is unless the user says otherwise. */
  public Path defaultLedger() {
    return directory.resolve(LEDGER);
  }
}
