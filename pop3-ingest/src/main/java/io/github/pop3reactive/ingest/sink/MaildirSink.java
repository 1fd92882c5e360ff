// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest.sink;

import io.github.pop3reactive.ingest.IncomingMessage;
import io.github.pop3reactive.ingest.MessageHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import reactor.core.publisher.Mono;

/**
 * Delivers messages to a Maildir: each is written to {@code tmp}, forced to disk, renamed into
 * {@code new}, and the rename is forced to disk as well; then it is acknowledged. File names are
 * unique, with {@code ,S=} and the octets of the file at their end. Missing directories are made.
 *
 * <p>A message that is cut, or cancelled, leaves nothing; one whose delivery the process did not
 * survive may leave a file in {@code tmp}, which readers of Maildirs remove in time. Fails with
 * {@link IOException} and what the body fails with. Works on {@code boundedElastic}. Immutable.
 */
public final class MaildirSink implements MessageHandler {
  private final Path maildir;
  private final LineEnds lineEnds;
  private final MaildirNames names;

  private MaildirSink(Path maildir, LineEnds lineEnds, MaildirNames names) {
    this.maildir = maildir;
    this.lineEnds = lineEnds;
    this.names = names;
  }

  /** Returns a sink to the Maildir at this path, with lines that end with LF. */
  public static MaildirSink in(Path maildir) {
    return new MaildirSink(maildir, LineEnds.LF, new MaildirNames());
  }

  /** Writes lines with these ends. */
  public MaildirSink lineEnds(LineEnds lineEnds) {
    return new MaildirSink(maildir, lineEnds, names);
  }

  @Override
  public Mono<Void> handle(IncomingMessage message) {
    return Mono.defer(() -> Spool.write(message.body(), lineEnds, new InMaildir()));
  }

  private final class InMaildir implements Spool.Placement {
    private String name = "";

    @Override
    public Path temporary() throws IOException {
      for (String part : new String[] {"cur", "new"}) {
        new SyncedDirectory(maildir.resolve(part)).create();
      }
      name = names.next();
      return new SyncedDirectory(maildir.resolve("tmp")).create().path().resolve(name);
    }

    @Override
    public void place(Path temporary, long octets) throws IOException {
      SyncedDirectory fresh = new SyncedDirectory(maildir.resolve("new"));
      Path target = fresh.path().resolve(name + ",S=" + octets);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      fresh.sync();
    }
  }
}
