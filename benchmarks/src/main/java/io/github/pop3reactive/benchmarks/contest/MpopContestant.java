// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The mpop of the machine, one process for each session, delivering to an mbox. What it does to a
 * message there, a line before and an empty one behind it and LF for CRLF, is undone and checked
 * after it has ended.
 */
final class MpopContestant implements Contestant {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final byte[] CRLF = {'\r', '\n'};

  private final Path directory;

  MpopContestant() throws IOException {
    directory =
        Files.isWritable(MEMORY)
            ? Files.createTempDirectory(MEMORY, "mpop")
            : Files.createTempDirectory("mpop");
  }

  @Override
  public String settings() {
    return "one process per session; pipelining on, received_header off, delivery to an mbox in "
        + directory.getParent()
        + "; CPU of the mpop processes only";
  }

  @Override
  public boolean runsInChildren() {
    return true;
  }

  @Override
  public void run(Job job, Tally tally) throws IOException, InterruptedException {
    Path settings = directory.resolve("mpoprc");
    Files.writeString(settings, configuration(job));
    Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-------"));
    if (job.mailboxes() != 1) {
      throw new IllegalArgumentException("one session only");
    }
    readMaildrop(settings);
  }

  private String configuration(Job job) {
    return String.join(
        "\n",
        List.of(
            "account default",
            "host " + Job.HOST,
            "port " + job.port(),
            "user " + job.maildrop().name(),
            "password secret",
            "auth user",
            "pipelining on",
            "received_header off",
            "keep on",
            "only_new off",
            "uidls_file " + uidls(),
            "delivery mbox " + mbox(),
            job.tls() ? "tls on\ntls_starttls off\ntls_trust_file " + job.trust() : "tls off",
            ""));
  }

  private Path uidls() {
    return directory.resolve("uidls");
  }

  private Path mbox() {
    return directory.resolve("mbox");
  }

  private void readMaildrop(Path settings) throws IOException, InterruptedException {
    Files.deleteIfExists(uidls());
    Files.deleteIfExists(mbox());
    Process mpop =
        new ProcessBuilder("mpop", "--file=" + settings, "--quiet")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    int exit = mpop.waitFor();
    if (exit != 0) {
      throw new IllegalStateException("mpop ended with " + exit);
    }
  }

  @Override
  public void collect(Job job, Tally tally) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(mbox()), 1 << 16)) {
      split(in, job, tally);
    }
  }

  /** The messages are all of the same length, so that nothing in them is taken for a separator. */
  private static void split(InputStream in, Job job, Tally tally) throws IOException {
    MessageCheck check = new MessageCheck();
    byte[] line = new byte[1 << 16];
    for (int number = 1; number <= job.maildrop().messages(); number++) {
      readLine(in, line);
      while (check.octets() < job.maildrop().octets()) {
        int length = readLine(in, line);
        if (length < 0) {
          throw new IllegalStateException("mpop delivered less than message " + number);
        }
        check.add(line, 0, length);
        check.add(CRLF, 0, CRLF.length);
      }
      check.finish(number, tally);
      readLine(in, line);
    }
  }

  /** Returns the octets before LF, or -1 at the end. */
  private static int readLine(InputStream in, byte[] line) throws IOException {
    int length = 0;
    int octet;
    while ((octet = in.read()) >= 0) {
      if (octet == '\n') {
        return length;
      }
      line[length++] = (byte) octet;
    }
    return -1;
  }

  @Override
  public void close() {
    try {
      for (Path file : List.of(directory.resolve("mpoprc"), uidls(), mbox(), directory)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
