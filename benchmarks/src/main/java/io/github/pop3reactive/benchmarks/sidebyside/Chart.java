// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.sidebyside;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Draws throughput as bars, readable on a light and on a dark page. */
final class Chart {
  private static final int WIDTH = 720;
  private static final int LABELS = 170;
  private static final int FIGURES = 90;
  private static final int BAR = 16;
  private static final int LINE = 20;
  private static final int TITLE = 30;

  private static final String STYLE =
      "<style>text{font:12px sans-serif;fill:#24292f}.t{font-weight:bold}.o{fill:#1f6feb}"
          + ".r{fill:#8c959f}.p{fill:#bf8700}"
          + "@media(prefers-color-scheme:dark){text{fill:#e6edf3}}</style>";

  private enum Unit {
    MEGABYTES("MB/s"),
    MESSAGES("messages/s"),
    SESSIONS("sessions/s");

    private final String text;

    Unit(String text) {
      this.text = text;
    }

    double of(Result result, Entrant entrant) {
      return switch (this) {
        case MEGABYTES -> result.octets() / entrant.seconds() / 1e6;
        case MESSAGES -> result.messages() / entrant.seconds();
        case SESSIONS -> result.workload().mailboxes() / entrant.seconds();
      };
    }
  }

  private record Panel(String workload, Unit unit) {}

  private static final List<Panel> PANELS =
      List.of(
          new Panel("bulk", Unit.MEGABYTES),
          new Panel("small", Unit.MESSAGES),
          new Panel("latency", Unit.MESSAGES),
          new Panel("mailboxes-64", Unit.SESSIONS));

  private final StringBuilder svg = new StringBuilder();
  private int y;

  private Chart() {}

  static String of(List<Result> results) {
    Chart chart = new Chart();
    for (Panel panel : PANELS) {
      results.stream()
          .filter(result -> result.workload().name().equals(panel.workload()))
          .forEach(result -> chart.draw(panel, result));
    }
    return String.format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" role=\"img\">%n%s%n%s</svg>%n",
        WIDTH, chart.y + LINE, STYLE, chart.svg);
  }

  private void draw(Panel panel, Result result) {
    y += TITLE;
    text(0, "t", "start", panel.workload() + ", " + panel.unit().text);
    double longest =
        result.entrants().stream()
            .filter(entrant -> entrant.failure() == null)
            .mapToDouble(entrant -> panel.unit().of(result, entrant))
            .max()
            .orElse(1);
    for (Entrant entrant : result.entrants()) {
      if (entrant.failure() == null) {
        bar(entrant.name(), panel.unit().of(result, entrant), longest);
      }
    }
  }

  private void bar(String name, double value, double longest) {
    y += LINE;
    double width = Math.max(1, (WIDTH - LABELS - FIGURES) * value / longest);
    text(LABELS - 8, null, "end", name);
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>%n",
            kind(name),
            LABELS,
            y - BAR + 4,
            width,
            BAR));
    text(LABELS + (int) width + 6, null, "start", String.format(Locale.ROOT, "%,.0f", value));
  }

  private static String kind(String name) {
    return switch (name) {
      case "ours" -> "o";
      case "least", "floor" -> "r";
      default -> "p";
    };
  }

  private void text(int x, @Nullable String type, String anchor, String content) {
    svg.append(
        String.format(
            "<text%s x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n",
            type == null ? "" : " class=\"" + type + "\"", x, y, anchor, content));
  }
}
