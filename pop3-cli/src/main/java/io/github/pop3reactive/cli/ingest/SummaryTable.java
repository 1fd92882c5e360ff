// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.ingest;

import io.github.pop3reactive.cli.console.FailureText;
import io.github.pop3reactive.ingest.PollResult;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A row for each mailbox, columns as wide as they need. */
final class SummaryTable {
  private static final List<String> HEAD =
      List.of("mailbox", "listed", "known", "taken in", "failed", "deleted", "commit", "error");
  private static final int FIRST_TEXT_BEHIND_NUMBERS = 6;
  private static final int MAX_ERROR = 60;

  private SummaryTable() {}

  static void print(List<PollResult> results, PrintStream out) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    results.forEach(result -> rows.add(row(result)));
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    rows.forEach(row -> out.println(line(row, widths)));
  }

  private static List<String> row(PollResult result) {
    return List.of(
        result.mailbox(),
        String.valueOf(result.listing().messages()),
        String.valueOf(result.listing().messages() - result.listing().newMessages()),
        String.valueOf(result.delivered()),
        String.valueOf(result.failed()),
        String.valueOf(result.deleted()),
        result.commit() == null ? "-" : result.commit().name().toLowerCase(Locale.ROOT),
        error(result));
  }

  private static String error(PollResult result) {
    String text = "";
    if (result.failure() != null) {
      text = FailureText.of(result.failure());
    } else if (!result.failures().isEmpty()) {
      text = FailureText.of(result.failures().get(0).cause());
    }
    return text.length() > MAX_ERROR ? text.substring(0, MAX_ERROR) + "..." : text;
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      boolean left = i == 0 || i >= FIRST_TEXT_BEHIND_NUMBERS;
      String padding = " ".repeat(widths[i] - row.get(i).length());
      line.append(left ? row.get(i) + padding : padding + row.get(i)).append("  ");
    }
    return line.toString().stripTrailing();
  }
}
