// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.sidebyside;

import java.util.List;

/** The workloads and the maildrops they read, made smaller by a factor for short runs. */
final class Workloads {
  private static final int BULK_OCTETS = 1_000_000;
  private static final int SMALL_OCTETS = 5_000;

  private final double scale;

  Workloads(double scale) {
    this.scale = scale;
  }

  private int scaled(int count) {
    return Math.max(1, (int) Math.round(count * scale));
  }

  /** Returns name, messages and octets of each maildrop, as the server takes them. */
  List<String> maildrops() {
    return List.of(
        "bulk:" + scaled(200) + ":" + BULK_OCTETS,
        "small:" + scaled(2000) + ":" + SMALL_OCTETS,
        "latency:" + scaled(200) + ":" + SMALL_OCTETS,
        "box:5:" + SMALL_OCTETS);
  }

  List<Workload> all() {
    return List.of(
        new Workload(Workload.BULK, "bulk", 1, 1, false, false),
        new Workload("small", "small", 1, 1, false, false),
        new Workload("latency", "latency", 1, 1, false, true),
        mailboxes("mailboxes-64", 64, false, false),
        mailboxes("mailboxes-256", 256, false, false),
        mailboxes("mailboxes-1000", 1000, false, false),
        mailboxes("mailboxes-64-delayed", 64, false, true),
        new Workload("bulk-tls", "bulk", 1, 1, true, false),
        mailboxes("mailboxes-64-tls", 64, true, false));
  }

  private Workload mailboxes(String name, int concurrency, boolean tls, boolean delayed) {
    return new Workload(name, "box", scaled(2000), concurrency, tls, delayed);
  }
}
