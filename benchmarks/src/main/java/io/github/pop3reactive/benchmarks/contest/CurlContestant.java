// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The curl of the machine, one process for each session; what it writes is read from a pipe. */
final class CurlContestant implements Contestant {

  @Override
  public String settings() {
    return "one process per session, messages [1-n] to a pipe; CPU of the curl processes only";
  }

  @Override
  public boolean runsInChildren() {
    return true;
  }

  @Override
  public void run(Job job, Tally tally) throws IOException, InterruptedException {
    for (int i = 0; i < job.mailboxes(); i++) {
      readMaildrop(job, tally);
    }
  }

  private static void readMaildrop(Job job, Tally tally) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("curl", "--silent"));
    command.addAll(List.of("--user", job.maildrop().name() + ":secret"));
    if (job.tls()) {
      command.addAll(List.of("--cacert", job.trust().toString()));
    }
    command.add(
        (job.tls() ? "pop3s" : "pop3")
            + "://"
            + Job.HOST
            + ":"
            + job.port()
            + "/[1-"
            + job.maildrop().messages()
            + "]");
    Process curl =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (InputStream in = curl.getInputStream()) {
      split(in, job, tally);
    }
    int exit = curl.waitFor();
    if (exit != 0) {
      throw new IllegalStateException("curl ended with " + exit);
    }
  }

  /** The messages come one behind the other, all of the same length. */
  private static void split(InputStream in, Job job, Tally tally) throws IOException {
    MessageCheck check = new MessageCheck();
    int number = 1;
    byte[] buffer = new byte[256 * 1024];
    int length;
    while ((length = in.read(buffer)) >= 0) {
      int from = 0;
      while (from < length) {
        int part = (int) Math.min(length - from, job.maildrop().octets() - check.octets());
        check.add(buffer, from, part);
        from += part;
        if (check.octets() == job.maildrop().octets()) {
          check.finish(number++, tally);
        }
      }
    }
  }
}
