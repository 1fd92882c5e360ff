// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process has used, by the kernel's count. */
final class ProcessFigures {
  private static final Path SELF = Path.of("/proc/self");
  private static final long NANOS_PER_TICK = 10_000_000;
  private static final int CHILDREN_USER_TICKS = 13;

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private ProcessFigures() {}

  /** Returns user and system time of this process, or of its children that have ended. */
  static long cpuNanos(boolean ofChildren) throws IOException {
    if (!ofChildren) {
      return SYSTEM.getProcessCpuTime();
    }
    String stat = Files.readString(SELF.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return NANOS_PER_TICK
        * (Long.parseLong(fields[CHILDREN_USER_TICKS])
            + Long.parseLong(fields[CHILDREN_USER_TICKS + 1]));
  }

  /**
   * Returns the largest resident set this process has had, in KiB, or 0 where there is no /proc.
   */
  static long peakResidentKib() throws IOException {
    return statusKib("VmHWM:");
  }

  /** Returns the resident set of this process in KiB, or 0 where there is no /proc. */
  static long residentKib() throws IOException {
    return statusKib("VmRSS:");
  }

  private static long statusKib(String field) throws IOException {
    Path status = SELF.resolve("status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith(field))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(0);
  }
}
