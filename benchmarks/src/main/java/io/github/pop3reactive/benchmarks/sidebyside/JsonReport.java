// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.sidebyside;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Tells of a run as JSON. */
final class JsonReport {
  private JsonReport() {}

  static String of(
      List<Result> results, List<Targets.Outcome> outcomes, RunOptions options, boolean valid) {
    StringJoiner targets = new StringJoiner(",\n    ", "[\n    ", "\n  ]");
    outcomes.forEach(outcome -> targets.add(of(outcome)));
    StringJoiner workloads = new StringJoiner(",\n    ", "[\n    ", "\n  ]");
    results.forEach(result -> workloads.add(of(result)));
    return String.format(
        Locale.ROOT,
        "{%n  \"machine\": %s,%n  \"valid\": %b,%n  \"scale\": %s,%n  \"warmupSeconds\": %d,%n"
            + "  \"rounds\": %d,%n  \"roundTripMillis\": %d,%n  \"targets\": %s,%n"
            + "  \"workloads\": %s%n}%n",
        quote(Report.machine()),
        valid,
        options.scale,
        options.warmupSeconds,
        options.rounds,
        options.roundTripMillis,
        targets,
        workloads);
  }

  private static String of(Targets.Outcome outcome) {
    Target target = outcome.target();
    return String.format(
        "{\"workload\": %s, \"client\": %s, \"demand\": %s, \"figure\": %s, \"holds\": %b}",
        quote(target.workload()),
        quote(target.subject()),
        quote(target.measure().demand(target.bound(), target.peers())),
        Targets.plain(outcome.figure()),
        outcome.holds());
  }

  private static String of(Result result) {
    StringJoiner clients = new StringJoiner(",\n      ", "[\n      ", "\n    ]");
    result.entrants().forEach(entrant -> clients.add(of(result, entrant)));
    return String.format(
        Locale.ROOT,
        "{\"name\": %s, \"messages\": %d, \"octets\": %d, \"concurrency\": %d, \"clients\": %s}",
        quote(result.workload().name()),
        result.messages(),
        result.octets(),
        result.workload().concurrency(),
        clients);
  }

  private static String of(Result result, Entrant entrant) {
    if (entrant.failure() != null) {
      return "{\"client\": "
          + quote(entrant.name())
          + ", \"failure\": "
          + quote(entrant.failure())
          + "}";
    }
    Entrant.Idle idle = entrant.idle();
    if (idle != null) {
      return String.format(
          Locale.ROOT,
          "{\"client\": %s, \"heapOctets\": %d, \"residentOctets\": %d, \"settings\": %s}",
          quote(entrant.name()),
          idle.heap(),
          idle.resident(),
          quote(entrant.settings()));
    }
    return String.format(
        Locale.ROOT,
        "{\"client\": %s, \"seconds\": %.6f, \"spread\": %.3f, \"cpuSeconds\": %.6f,"
            + " \"peakMib\": %.1f, \"roundTrips\": %.2f, \"resumed\": %.3f,"
            + " \"heapOctetsPerMessage\": %s, \"settings\": %s}",
        quote(entrant.name()),
        entrant.seconds(),
        entrant.spread(),
        entrant.cpuSeconds(),
        entrant.peakMib(),
        entrant.count().roundTripsPerSession(),
        entrant.count().resumedShare(),
        number(entrant.allocated() / result.messages()),
        quote(entrant.settings()));
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "null" : String.format(Locale.ROOT, "%.1f", value);
  }

  private static String quote(@Nullable String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char letter : String.valueOf(text).toCharArray()) {
      if (letter == '"' || letter == '\\') {
        quoted.append('\\').append(letter);
      } else if (letter < ' ') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) letter));
      } else {
        quoted.append(letter);
      }
    }
    return quoted.append('"').toString();
  }
}
