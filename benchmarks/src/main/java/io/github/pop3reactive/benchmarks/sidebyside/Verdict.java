// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.sidebyside;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What the figures of a run are worth. */
enum Verdict {
  VALID(0),

  /** A client failed, read something else than it had to, or was asked for and not there. */
  FAILED(1),

  /** All clients read what they had to, on a machine that was not quiet enough to time them. */
  UNFIT(3);

  private static final double LEAST_OVER_COMMONS_NET = 20;

  private final int exitCode;

  Verdict(int exitCode) {
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }

  /**
   * Judges a run.
   *
   * @param failures in words; none if all went well
   * @param leastOverCommonsNet how often the reference point is as fast as Commons Net as it comes
   *     on bulk, or NaN if not both were measured
   */
  static Verdict of(List<String> failures, double leastOverCommonsNet) {
    if (!failures.isEmpty()) {
      return FAILED;
    }
    return leastOverCommonsNet < LEAST_OVER_COMMONS_NET ? UNFIT : VALID;
  }

  /** Judges what a run with these options gave, and says why. */
  static Verdict print(RunOptions options, List<Result> results) {
    List<String> failures = new ArrayList<>(absent(options, results));
    double factor = Double.NaN;
    for (Result result : results) {
      for (Entrant entrant : result.entrants()) {
        if (entrant.failure() != null) {
          failures.add(
              entrant.name() + " in " + result.workload().name() + ": " + entrant.failure());
        }
      }
      if (result.workload().name().equals(Workload.BULK)) {
        factor = printFactor(result);
      }
    }
    failures.forEach(failure -> System.out.println("VOID: " + failure));
    return of(failures, factor);
  }

  /** Returns what the options name and no result has, one line each. */
  static List<String> absent(RunOptions options, List<Result> results) {
    Set<String> present = new HashSet<>(Set.of("all"));
    for (Result result : results) {
      present.add(result.workload().name());
      result.entrants().forEach(entrant -> present.add(entrant.name()));
    }
    return Stream.concat(options.workloads.stream(), options.clients.stream())
        .filter(name -> !present.contains(name))
        .map(name -> name + ": did not take part")
        .toList();
  }

  private static double printFactor(Result bulk) {
    Entrant least = bulk.entrant("least");
    Entrant plain = bulk.entrant("commons-net-plain");
    Entrant tuned = bulk.entrant("commons-net");
    if (least == null || plain == null) {
      System.out.println("NOT JUDGED: bulk needs least and commons-net-plain");
      return Double.NaN;
    }
    double factor = plain.seconds() / least.seconds();
    System.out.printf(
        Locale.ROOT,
        "%s: on bulk, least is %.1f x Commons Net as it comes, must be at least %.0f;"
            + " %.1f x Commons Net with its best settings%n",
        factor < LEAST_OVER_COMMONS_NET ? "VOID" : "VALID",
        factor,
        LEAST_OVER_COMMONS_NET,
        tuned == null ? Double.NaN : tuned.seconds() / least.seconds());
    return factor;
  }
}
