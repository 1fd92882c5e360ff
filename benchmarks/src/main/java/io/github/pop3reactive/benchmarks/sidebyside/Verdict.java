// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.sidebyside;

import java.util.List;
import java.util.Locale;

/** Decides whether the machine was quiet enough for the figures to mean anything. */
final class Verdict {
  private static final double LEAST_OVER_COMMONS_NET = 20;

  private Verdict() {}

  /**
   * Says so and returns false if the reference point is not far enough ahead, or a client failed.
   */
  static boolean print(List<Result> results) {
    boolean valid = true;
    for (Result result : results) {
      for (Entrant entrant : result.entrants()) {
        if (entrant.failure() != null) {
          System.out.println(
              "VOID: "
                  + entrant.name()
                  + " in "
                  + result.workload().name()
                  + ": "
                  + entrant.failure());
          valid = false;
        }
      }
      if (result.workload().name().equals(Workload.BULK)) {
        valid &= isLeastFarAhead(result);
      }
    }
    return valid;
  }

  private static boolean isLeastFarAhead(Result bulk) {
    Entrant least = bulk.entrant("least");
    Entrant plain = bulk.entrant("commons-net-plain");
    Entrant tuned = bulk.entrant("commons-net");
    if (least == null || plain == null) {
      System.out.println("NOT JUDGED: bulk needs least and commons-net-plain");
      return true;
    }
    double factor = plain.seconds() / least.seconds();
    boolean far = factor >= LEAST_OVER_COMMONS_NET;
    System.out.printf(
        Locale.ROOT,
        "%s: on bulk, least is %.1f x Commons Net as it comes, must be at least %.0f;"
            + " %.1f x Commons Net with its best settings%n",
        far ? "VALID" : "VOID",
        factor,
        LEAST_OVER_COMMONS_NET,
        tuned == null ? Double.NaN : tuned.seconds() / least.seconds());
    return far;
  }
}
