// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.sidebyside;

import com.sun.management.ThreadMXBean;
import io.github.pop3reactive.session.UniqueId;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/** What the record takes that is handed out for an entry of UIDL. */
final class EntryRecord {
  private static final int COUNT = 10_000;

  private EntryRecord() {}

  /**
   * Measures the octets of heap of a {@link UniqueId} and its text.
   *
   * @param id one as long as those of the maildrop
   */
  static long octets(String id) {
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    byte[] octets = id.getBytes(StandardCharsets.ISO_8859_1);
    UniqueId[] kept = new UniqueId[COUNT];
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < COUNT; i++) {
      kept[i] = new UniqueId(i + 1, new String(octets, StandardCharsets.ISO_8859_1));
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    return kept[COUNT - 1].isMissing() ? 0 : allocated / COUNT;
  }
}
