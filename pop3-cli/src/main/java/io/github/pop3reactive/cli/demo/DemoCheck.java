// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.demo;

import io.github.pop3reactive.cli.ingest.MaildirName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compares Maildirs with the mail that was generated, byte for byte after the line-end rule of
 * Maildirs: CRLF is LF there.
 *
 * @param run the run of the demo
 * @param messages how many messages each mailbox had
 */
record DemoCheck(String run, int messages) {

  /** Returns what is wrong with the Maildir of a mailbox; nothing if all is well. */
  List<String> problems(Path directory, int mailbox, String id) throws IOException {
    Path maildir = MaildirName.in(directory, id);
    List<ByteBuffer> files = new ArrayList<>();
    Path fresh = maildir.resolve("new");
    if (Files.isDirectory(fresh)) {
      try (Stream<Path> paths = Files.list(fresh)) {
        for (Path path : paths.toList()) {
          files.add(ByteBuffer.wrap(Files.readAllBytes(path)));
        }
      }
    }
    List<String> problems = new ArrayList<>();
    for (int number = 0; number < messages; number++) {
      if (!files.remove(asInMaildir(new DemoMail(run, mailbox, number).octets()))) {
        problems.add(maildir + ": message " + number + " is not there byte for byte");
      }
    }
    if (!files.isEmpty()) {
      problems.add(maildir + ": " + files.size() + " files are no message of this run");
    }
    return problems;
  }

  private static ByteBuffer asInMaildir(byte[] octets) {
    String text = new String(octets, StandardCharsets.ISO_8859_1);
    return ByteBuffer.wrap(text.replace("\r\n", "\n").getBytes(StandardCharsets.ISO_8859_1));
  }
}
