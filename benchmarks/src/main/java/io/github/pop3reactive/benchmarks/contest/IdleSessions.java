// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import java.io.IOException;
import java.lang.management.ManagementFactory;

/** What one session costs that is logged in and has nothing to do. */
final class IdleSessions {
  /** So many are opened and closed before, so that classes and pools are there. */
  private static final int BEFORE = 200;

  private static final int COLLECTIONS = 5;

  private IdleSessions() {}

  /** Returns octets of live heap and octets of resident set, for each session. */
  static String measure(Contestant contestant, int sessions, Job job) throws Exception {
    contestant.hold(job, Math.min(BEFORE, sessions)).close();
    long heapBefore = liveHeap();
    long residentBefore = ProcessFigures.residentKib();
    AutoCloseable held = contestant.hold(job, sessions);
    long heap = liveHeap() - heapBefore;
    long resident = (ProcessFigures.residentKib() - residentBefore) * 1024;
    held.close();
    return "idle " + heap / sessions + " " + resident / sessions;
  }

  private static long liveHeap() throws IOException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
