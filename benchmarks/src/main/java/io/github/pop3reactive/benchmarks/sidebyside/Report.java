// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.sidebyside;

import io.github.pop3reactive.benchmarks.contest.Task;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells of a run as text. */
final class Report {
  private Report() {}

  static String machine() {
    return System.getProperty("java.vm.name")
        + " "
        + Runtime.version()
        + ", "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " processors";
  }

  static void printMachine(RunOptions options) {
    System.out.println(machine());
    System.out.printf(
        Locale.ROOT,
        "scale %s, warm-up %d s, %d rounds of at least %d ms, round trip %d ms, clients' JVM %s%n",
        options.scale,
        options.warmupSeconds,
        options.rounds,
        options.roundMillis,
        options.roundTripMillis,
        options.jvmArgs);
  }

  static void print(Result result) {
    if (result.workload().task() == Task.IDLE) {
      printIdle(result);
    } else {
      printRounds(result);
    }
    result
        .entrants()
        .forEach(entrant -> System.out.println("  " + entrant.name() + ": " + entrant.settings()));
  }

  private static void printIdle(Result result) {
    System.out.printf(
        "%n%s: %d sessions, octets of each%n%-20s %10s %10s%n",
        result.workload().name(), result.workload().mailboxes(), "client", "live heap", "RSS");
    for (Entrant entrant : result.entrants()) {
      Entrant.Idle idle = entrant.idle();
      if (idle == null) {
        System.out.printf("%-20s %s%n", entrant.name(), entrant.failure());
      } else {
        System.out.printf("%-20s %10d %10d%n", entrant.name(), idle.heap(), idle.resident());
      }
    }
  }

  private static void printRounds(Result result) {
    System.out.printf(
        "%n%s: %d x %d messages of %d octets, %d at once%n",
        result.workload().name(),
        result.workload().mailboxes(),
        result.maildrop().messages(),
        result.maildrop().octets(),
        result.workload().concurrency());
    System.out.printf(
        "%-20s %10s %7s %10s %9s %10s %9s %8s %8s %7s %8s %9s%n",
        "client",
        "seconds",
        "spread",
        "MB/s",
        "msgs/s",
        "CPU s",
        "peak MiB",
        "time/us",
        "CPU/us",
        "trips",
        "resumed",
        "heap/msg");
    Entrant ours = result.entrant("ours");
    for (Entrant entrant : result.entrants()) {
      print(result, entrant, ours);
    }
  }

  private static void print(Result result, Entrant entrant, @Nullable Entrant ours) {
    if (entrant.failure() != null) {
      System.out.printf("%-20s %s%n", entrant.name(), entrant.failure());
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "%-20s %10.4f %6.0f%% %10.1f %9.0f %10.4f %9.0f %8.2f %8.2f %7.1f %8s %9.0f%n",
        entrant.name(),
        entrant.seconds(),
        entrant.spread() * 100,
        result.octets() / entrant.seconds() / 1e6,
        result.messages() / entrant.seconds(),
        entrant.cpuSeconds(),
        entrant.peakMib(),
        ours == null ? Double.NaN : entrant.seconds() / ours.seconds(),
        ours == null ? Double.NaN : entrant.cpuSeconds() / ours.cpuSeconds(),
        entrant.count().roundTripsPerSession(),
        result.workload().tls()
            ? String.format(Locale.ROOT, "%.0f%%", entrant.count().resumedShare() * 100)
            : "-",
        entrant.allocated() / result.messages());
  }
}
