// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.sidebyside;

import io.github.pop3reactive.benchmarks.sidebyside.Target.Measure;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What the client is to reach, as a table, and whether a run reached it. */
final class Targets {
  private static final List<String> COMMONS_NET = List.of("commons-net", "commons-net-plain");
  private static final List<String> ANGUS = List.of("angus", "angus-plain");
  private static final List<String> BLOCKING =
      List.of("commons-net", "commons-net-plain", "angus", "angus-plain");
  private static final List<String> VIRTUAL = List.of("commons-net-virtual", "angus-virtual");
  private static final List<String> LEAST = List.of("least");

  static final List<Target> ALL = all();

  private Targets() {}

  private static List<Target> all() {
    List<Target> rows = new ArrayList<>();
    rows.add(row("bulk", "ours", Measure.SPEED, COMMONS_NET, 20));
    rows.add(row("bulk", "ours", Measure.SPEED, ANGUS, 35));
    rows.add(row("bulk", "ours", Measure.SPEED, List.of("curl"), 4));
    rows.add(row("bulk", "ours", Measure.SPEED, List.of("mpop"), 4));
    rows.add(row("bulk", "ours", Measure.CPU, LEAST, 1.25));
    rows.add(row("small", "ours", Measure.SPEED, COMMONS_NET, 15));
    rows.add(row("small", "ours", Measure.SPEED, ANGUS, 25));
    rows.add(row("small", "ours", Measure.SPEED, List.of("mpop"), 4));
    rows.add(row("small", "ours", Measure.CPU, LEAST, 1.6));
    rows.add(row("latency", "ours", Measure.SPEED, BLOCKING, 25));
    rows.add(row("latency", "ours", Measure.SPEED, List.of("mpop"), 1));
    for (String workload : List.of("mailboxes-64", "mailboxes-256", "mailboxes-1000")) {
      rows.add(row(workload, "ours", Measure.SPEED, VIRTUAL, 3));
      rows.add(row(workload, "ours", Measure.CPU, VIRTUAL, 0.25));
    }
    rows.add(row("mailboxes-64-delayed", "ours", Measure.TIME, LEAST, 1));
    rows.add(row("poll-64-delayed", "ours", Measure.TIME, LEAST, 1));
    rows.add(row("poll-64-delayed", "ours", Measure.ROUND_TRIPS, List.of(), 6.01));
    rows.add(row("mailboxes-64-tls-full", "ours-jdk-tls", Measure.CPU, VIRTUAL, 0.9));
    rows.add(row("mailboxes-64-tls-full", "ours", Measure.CPU, VIRTUAL, 0.5));
    for (String subject : List.of("ours-jdk-tls", "ours-jdk-tls12")) {
      rows.add(row("mailboxes-64-tls", subject, Measure.RESUMED, List.of(), 0.95));
      rows.add(row("mailboxes-64-tls", subject, Measure.CPU, VIRTUAL, 0.35));
    }
    for (String subject : List.of("ours", "ours-tls12")) {
      rows.add(row("mailboxes-64-tls", subject, Measure.RESUMED, List.of(), 0.95));
      rows.add(row("mailboxes-64-tls", subject, Measure.CPU, VIRTUAL, 0.25));
    }
    rows.add(row("bulk-tls", "ours-jdk-tls", Measure.SPEED, COMMONS_NET, 7));
    rows.add(row("bulk-tls", "ours", Measure.SPEED, COMMONS_NET, 10));
    rows.add(row("idle", "ours", Measure.IDLE_HEAP, List.of(), 4096));
    rows.add(row("idle", "ours", Measure.IDLE_RESIDENT, List.of(), 8192));
    rows.add(row("idle-tls", "ours", Measure.IDLE_HEAP, List.of(), 6144));
    rows.add(row("idle-tls", "ours", Measure.IDLE_RESIDENT, List.of(), 20480));
    rows.add(row("bulk-dotted", "ours", Measure.TIME, List.of("ours@bulk"), 2));
    rows.add(row("small", "ours", Measure.HEAP_PER_MESSAGE, List.of(), 2048));
    rows.add(row("uidl-million", "ours", Measure.ENTRY_GARBAGE, List.of(), 64));
    return List.copyOf(rows);
  }

  private static Target row(
      String workload, String subject, Measure measure, List<String> peers, double bound) {
    return new Target(workload, subject, measure, peers, bound);
  }

  /** One row and what the run gave. */
  record Outcome(Target target, double figure) {

    boolean holds() {
      return target.measure().isReached(figure, target.bound());
    }

    @Override
    public String toString() {
      return String.format(
          "%-6s %-22s %-15s %s: %s",
          holds() ? "HOLDS" : "MISSED",
          target.workload(),
          target.subject(),
          target.measure().demand(target.bound(), target.peers()),
          plain(figure));
    }
  }

  /** Returns the rows for which the run has all figures. */
  static List<Outcome> judge(List<Target> targets, List<Result> results) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Target target : targets) {
      Result result = result(results, target.workload());
      Entrant ours = result == null ? null : result.entrant(target.subject());
      if (result != null && ours != null) {
        double figure = figure(target, results, result, ours);
        if (!Double.isNaN(figure)) {
          outcomes.add(new Outcome(target, figure));
        }
      }
    }
    return outcomes;
  }

  private static double figure(Target target, List<Result> results, Result result, Entrant ours) {
    return switch (target.measure()) {
      case SPEED -> best(target, results, Entrant::seconds) / ours.seconds();
      case TIME -> ours.seconds() / best(target, results, Entrant::seconds);
      case CPU -> ours.cpuSeconds() / best(target, results, Entrant::cpuSeconds);
      case RESUMED -> ours.count().resumedShare();
      case ROUND_TRIPS -> ours.count().roundTripsPerSession();
      case HEAP_PER_MESSAGE -> ours.allocated() / result.messages();
      case ENTRY_GARBAGE ->
          ours.allocated() / result.messages() - EntryRecord.octets("uid-million500000");
      case IDLE_HEAP -> ours.idle() == null ? Double.NaN : ours.idle().heap();
      case IDLE_RESIDENT -> ours.idle() == null ? Double.NaN : ours.idle().resident();
    };
  }

  /** Returns the least figure of the peers that took part, or NaN if none did. */
  private static double best(
      Target target, List<Result> results, ToDoubleFunction<Entrant> figure) {
    double best = Double.NaN;
    for (String peer : target.peers()) {
      int at = peer.indexOf('@');
      Result result = result(results, at < 0 ? target.workload() : peer.substring(at + 1));
      Entrant entrant =
          result == null ? null : result.entrant(at < 0 ? peer : peer.substring(0, at));
      if (entrant != null) {
        double value = figure.applyAsDouble(entrant);
        best = Double.isNaN(best) ? value : Math.min(best, value);
      }
    }
    return best;
  }

  private static @Nullable Result result(List<Result> results, String workload) {
    return results.stream()
        .filter(result -> result.workload().name().equals(workload))
        .findFirst()
        .orElse(null);
  }

  /** Returns the figure with three digits that mean something, without an exponent. */
  static String plain(double figure) {
    return Double.isFinite(figure)
        ? new BigDecimal(figure).round(new MathContext(3)).stripTrailingZeros().toPlainString()
        : Double.toString(figure);
  }
}
