// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest.sink;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A directory whose entries can be forced to disk. */
record SyncedDirectory(Path path) {

  /** Makes the directory and its parents, as far as they are missing, durably. Blocks. */
  SyncedDirectory create() throws IOException {
    if (!Files.isDirectory(path)) {
      Path existing = path.toAbsolutePath();
      while (existing != null && !Files.exists(existing)) {
        existing = existing.getParent();
      }
      Files.createDirectories(path);
      syncDownFrom(existing);
    }
    return this;
  }

  private void syncDownFrom(@Nullable Path ancestor) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    while (parent != null && ancestor != null && parent.startsWith(ancestor)) {
      new SyncedDirectory(parent).sync();
      parent = parent.getParent();
    }
  }

  /** Forces the entries to disk, where the platform can open a directory. Blocks. */
  void sync() throws IOException {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  /**
   * Gives a file in this directory a further name unless that is taken. Blocks.
   *
   * @return whether the name was free
   */
  boolean rename(Path file, String name) throws IOException {
    Path target = path.resolve(name);
    try {
      Files.createLink(target, file);
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException | FileSystemException e) {
      return claim(file, target);
    }
    Files.delete(file);
    return true;
  }

  /** For file systems without links: takes the name with an empty file and replaces that. */
  private static boolean claim(Path file, Path target) throws IOException {
    try {
      Files.createFile(target);
    } catch (FileAlreadyExistsException e) {
      return false;
    }
    try {
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(target);
      throw e;
    }
    return true;
  }
}
