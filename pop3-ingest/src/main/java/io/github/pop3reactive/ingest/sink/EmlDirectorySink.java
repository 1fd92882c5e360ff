// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest.sink;

import io.github.pop3reactive.ingest.IncomingMessage;
import io.github.pop3reactive.ingest.MessageHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * Writes each message, octets as transported, to a file of its own in a directory: first under a
 * name that begins with a dot and ends with {@code .part}, and once it is on disk under its name;
 * when the rename is on disk as well, the message is acknowledged. A missing directory is made.
 *
 * <p>The name is {@code MAILBOX_UNIQUE-ID.eml}, with {@code _cN} behind the unique-id of a further
 * copy. Letters, digits and {@code + - @ .} are kept, other octets become {@code %XX}, and what is
 * too long then is cut and ends with a hash. A file that is there is never replaced: if the name is
 * taken, {@code _1}, {@code _2} and so on follow it.
 *
 * <p>A message that is cut, or cancelled, leaves nothing; one whose delivery the process did not
 * survive may leave a {@code .part}. Fails with {@link IOException} and what the body fails with.
 * Works on {@code boundedElastic}. Immutable.
 */
public final class EmlDirectorySink implements MessageHandler {
  private final SyncedDirectory directory;

  private EmlDirectorySink(SyncedDirectory directory) {
    this.directory = directory;
  }

  /** Returns a sink to this directory. */
  public static EmlDirectorySink in(Path directory) {
    return new EmlDirectorySink(new SyncedDirectory(directory));
  }

  @Override
  public Mono<Void> handle(IncomingMessage message) {
    return Mono.defer(
        () -> Spool.write(message.body(), LineEnds.AS_TRANSPORTED, new InDirectory(message)));
  }

  private final class InDirectory implements Spool.Placement {
    private final IncomingMessage message;

    InDirectory(IncomingMessage message) {
      this.message = message;
    }

    @Override
    public Path temporary() throws IOException {
      return directory.create().path().resolve("." + UUID.randomUUID() + ".part");
    }

    @Override
    public void place(Path temporary, long octets) throws IOException {
      String name = EmlName.of(message.mailbox(), message.key());
      boolean placed = directory.rename(temporary, name + ".eml");
      for (int i = 1; !placed; i++) {
        placed = directory.rename(temporary, name + "_" + i + ".eml");
      }
      directory.sync();
    }
  }
}
