// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * The process of one client. It says how the client is set up, then for each line of input, the
 * least duration in milliseconds and a job, does the job again and again for that long and says how
 * often, in how many nanoseconds of the clock and of the processor, its peak memory in KiB, and the
 * octets that its threads allocated on the heap.
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
        System.out.println(round(contestant, Long.parseLong(words[0]), Job.parse(words, 1)));
      }
    }
    System.exit(0);
  }

  private static String round(Contestant contestant, long leastMillis, Job job) throws IOException {
    boolean children = contestant.runsInChildren();
    int times = 0;
    long cpuBefore = ProcessFigures.cpuNanos(children);
    long allocatedBefore = AllocatedOctets.total();
    long start = System.nanoTime();
    long elapsed;
    do {
      Tally tally = new Tally();
      try {
        contestant.run(job, tally);
        tally.verify(job);
      } catch (Exception e) {
        e.printStackTrace();
        return "failed " + e;
      }
      times++;
      elapsed = System.nanoTime() - start;
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
