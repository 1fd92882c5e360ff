// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the threads that are alive have allocated on the heap, by the JVM's count. */
final class AllocatedOctets {
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  private AllocatedOctets() {}

  /** Threads that have ended are not in it: only for clients whose threads stay. */
  static long total() {
    long total = 0;
    for (long octets : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
      total += Math.max(0, octets);
    }
    return total;
  }
}
