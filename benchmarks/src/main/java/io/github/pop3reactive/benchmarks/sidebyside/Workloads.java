// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.sidebyside;

import io.github.pop3reactive.benchmarks.contest.Task;
import java.util.List;

/** The workloads and the maildrops they read, made smaller by a factor for short runs. */
final class Workloads {
  private static final int BULK_OCTETS = 1_000_000;
  private static final int SMALL_OCTETS = 5_000;

  private final double scale;

  private final IdleCounts idle;

  /** How many idle sessions to hold. */
  record IdleCounts(int plain, int tls) {}

  Workloads(double scale, IdleCounts idle) {
    this.idle = idle;
    this.scale = scale;
  }

  private int scaled(int count) {
    return Math.max(1, (int) Math.round(count * scale));
  }

  /** Returns name, messages and octets of each maildrop, as the server takes them. */
  List<String> maildrops() {
    return List.of(
        "bulk:" + scaled(200) + ":" + BULK_OCTETS,
        "dotted:" + scaled(200) + ":" + BULK_OCTETS + ":dotted",
        "small:" + scaled(2000) + ":" + SMALL_OCTETS,
        "latency:" + scaled(200) + ":" + SMALL_OCTETS,
        "million:" + scaled(1_000_000) + ":" + SMALL_OCTETS,
        "one:1:" + SMALL_OCTETS,
        "box:5:" + SMALL_OCTETS);
  }

  List<Workload> all() {
    return List.of(
        single(Workload.BULK, "bulk", Task.READ, "plain"),
        single("bulk-dotted", "dotted", Task.READ, "plain"),
        single("small", "small", Task.READ, "plain"),
        single("latency", "latency", Task.READ, "plain-delayed"),
        single("cold", "one", Task.COLD, "plain"),
        single("uidl-million", "million", Task.UIDL, "plain"),
        mailboxes("mailboxes-64", Task.READ, 64, "plain"),
        mailboxes("mailboxes-256", Task.READ, 256, "plain"),
        mailboxes("mailboxes-1000", Task.READ, 1000, "plain"),
        mailboxes("mailboxes-64-delayed", Task.READ, 64, "plain-delayed"),
        mailboxes("poll-64-delayed", Task.POLL, 64, "plain-delayed"),
        single("bulk-tls", "bulk", Task.READ, "tls"),
        mailboxes("mailboxes-64-tls-full", Task.READ, 64, "tls-full"),
        mailboxes("mailboxes-64-tls", Task.READ, 64, "tls"),
        new Workload("idle", "one", Task.IDLE, scaled(idle.plain()), 64, "plain"),
        new Workload("idle-tls", "one", Task.IDLE, scaled(idle.tls()), 64, "tls"));
  }

  private static Workload single(String name, String maildrop, Task task, String port) {
    return new Workload(name, maildrop, task, 1, 1, port);
  }

  private Workload mailboxes(String name, Task task, int concurrency, String port) {
    return new Workload(name, "box", task, scaled(2000), concurrency, port);
  }
}
