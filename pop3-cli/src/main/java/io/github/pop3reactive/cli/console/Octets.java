// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.console;

import java.util.Locale;

/** A number of octets, for people to read. */
public record Octets(long count) {
  private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

  /** Returns the number with a decimal unit, such as 12.3 MB. */
  @Override
  public String toString() {
    if (count < 1000) {
      return count + " B";
    }
    double scaled = count / 1000.0;
    int unit = 0;
    while (scaled >= 999.95 && unit < UNITS.length - 1) {
      scaled /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", scaled, UNITS[unit]);
  }
}
