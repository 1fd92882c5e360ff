// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest.ledger;

import io.github.pop3reactive.ingest.LedgerInUseException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Exclusive use of a ledger, by a lock on a file beside it. The file stays: deleting it would let
 * two engines lock two files of the same name.
 */
final class LedgerLock implements AutoCloseable {
  /**
   * POSIX drops a process's locks on a file when any of its descriptors for it is closed, so that
   * within the process nobody may even open the file a second time.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;
  private final AtomicBoolean released = new AtomicBoolean();

  private LedgerLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static LedgerLock acquire(Path ledger) throws IOException {
    Path file = ledger.resolveSibling(ledger.getFileName() + ".lock");
    if (!HELD.add(file)) {
      throw new LedgerInUseException(ledger.toString());
    }
    FileChannel channel = null;
    boolean locked = false;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new LedgerInUseException(ledger.toString());
      }
      locked = true;
      return new LedgerLock(file, channel);
    } finally {
      if (!locked) {
        giveUp(file, channel);
      }
    }
  }

  private static void giveUp(Path file, @Nullable FileChannel channel) throws IOException {
    try {
      if (channel != null) {
        channel.close();
      }
    } finally {
      HELD.remove(file);
    }
  }

  @Override
  public void close() throws IOException {
    if (released.compareAndSet(false, true)) {
      giveUp(file, channel);
    }
  }
}
