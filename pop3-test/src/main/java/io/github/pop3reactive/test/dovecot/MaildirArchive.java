// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.dovecot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.testcontainers.images.builder.Transferable;

/**
 * Messages on their way into a container: one archive with the user's Maildir and, in a folder that
 * Dovecot does not list, a file for each message.
 *
 * <p>Files are named by a number that grows from delivery to delivery, because Dovecot hands out
 * unique-ids in the order of the number that a file name begins with.
 */
final class MaildirArchive implements Transferable {

  /** The folder of all maildrops, in which the archive is unpacked. */
  static final String ROOT = "/srv/mail";

  /** The user and group that the Dockerfile gives the maildrops to. */
  private static final int VMAIL = 5000;

  /** Keeps the numbers in the range of the times of day that Maildir names begin with. */
  private static final long FIRST_NUMBER = 1_000_000_000L;

  private static final int FOLDER_MODE = TarArchiveEntry.DEFAULT_DIR_MODE & ~077;
  private static final int FILE_MODE = TarArchiveEntry.DEFAULT_FILE_MODE & ~077;

  private final String user;
  private final long first;
  private final Collection<byte[]> messages;

  MaildirArchive(String user, long first, Collection<byte[]> messages) {
    this.user = user;
    this.first = first;
    this.messages = List.copyOf(messages);
  }

  /**
   * Returns the folder, beside {@code new}, that holds the messages once the archive is unpacked.
   */
  String stagingFolder() {
    return ROOT + "/" + user + "/arriving-" + first;
  }

  @Override
  public void transferTo(TarArchiveOutputStream tar, String destination) {
    String maildir = destination + "/" + user;
    try {
      for (String folder : List.of("", "/cur", "/new", "/tmp", "/arriving-" + first)) {
        folder(tar, maildir + folder);
      }
      long number = FIRST_NUMBER + first;
      for (byte[] message : messages) {
        file(tar, stagingFolder() + "/" + number++ + ".M0P0.test", message);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long getSize() {
    return messages.stream().mapToLong(message -> message.length).sum();
  }

  private static void folder(TarArchiveOutputStream tar, String path) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(path + "/", TarConstants.LF_DIR);
    entry.setMode(FOLDER_MODE);
    put(tar, entry, new byte[0]);
  }

  private static void file(TarArchiveOutputStream tar, String path, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(path);
    entry.setMode(FILE_MODE);
    entry.setSize(content.length);
    put(tar, entry, content);
  }

  private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, byte[] content)
      throws IOException {
    entry.setIds(VMAIL, VMAIL);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
