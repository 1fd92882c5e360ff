// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * The process of one client. For {@code idle}, a number and a job it opens so many sessions and
 * says what each costs. Otherwise it says how the client is set up, then for each line of input,
 * the least duration in milliseconds and a job, does the job again and again for that long and says
 * how often, in how many nanoseconds of the clock and of the processor, its peak memory in KiB, and
 * the octets that its threads allocated on the heap.
 */
public final class ClientProcess {
  private ClientProcess() {}

  /** Takes the name of the client. */
  public static void run(String[] args) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Contestant contestant = Contestants.of(args[0])) {
      System.out.println("settings " + contestant.settings());
      String line;
      while ((line = in.readLine()) != null) {
        String[] words = line.split(" ", -1);
        System.out.println(
            words[0].equals("idle")
                ? idle(contestant, Integer.parseInt(words[1]), Job.parse(words, 2))
                : round(contestant, Long.parseLong(words[0]), Job.parse(words, 1)));
      }
    }
    System.exit(0);
  }

  private static String idle(Contestant contestant, int sessions, Job job) {
    try {
      return IdleSessions.measure(contestant, sessions, job);
    } catch (Exception e) {
      e.printStackTrace();
      return "failed " + e;
    }
  }

  private static String round(Contestant contestant, long leastMillis, Job job) throws IOException {
    boolean children = contestant.runsInChildren();
    int times = 0;
    long cpuBefore = ProcessFigures.cpuNanos(children);
    long allocatedBefore = AllocatedOctets.total();
    long elapsed = 0;
    do {
      Tally tally = new Tally();
      try {
        long start = System.nanoTime();
        contestant.run(job, tally);
        elapsed += System.nanoTime() - start;
        contestant.collect(job, tally);
        tally.verify(job);
      } catch (Exception e) {
        e.printStackTrace();
        return "failed " + e;
      }
      times++;
    } while (elapsed < leastMillis * 1_000_000);
    long cpu = ProcessFigures.cpuNanos(children) - cpuBefore;
    long allocated = AllocatedOctets.total() - allocatedBefore;
    return "sample "
        + times
        + " "
        + elapsed
        + " "
        + cpu
        + " "
        + ProcessFigures.peakResidentKib()
        + " "
        + allocated;
  }
}
