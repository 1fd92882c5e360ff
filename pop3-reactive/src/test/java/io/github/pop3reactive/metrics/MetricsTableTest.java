// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the tables in docs/metrics.md with what there is after some sessions. */
class MetricsTableTest {
  private static final Path TABLES = Path.of("../docs/metrics.md");

  /** Returns the first cells of the rows of the table below this heading. */
  private static Set<String> rows(String heading, int cells) throws IOException {
    return Files.readString(TABLES)
        .lines()
        .dropWhile(line -> !line.equals("## " + heading))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("| `"))
        .map(
            line ->
                Stream.of(line.replace("`", "").split("\\|"))
                    .skip(1)
                    .limit(cells)
                    .map(String::strip)
                    .collect(Collectors.joining(" | ")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String row(Meter meter) {
    String type =
        switch (meter.getId().getType()) {
          case DISTRIBUTION_SUMMARY -> "summary";
          default -> meter.getId().getType().name().toLowerCase(Locale.ROOT);
        };
    String tags =
        meter.getId().getTags().stream().map(Tag::getKey).collect(Collectors.joining(", "));
    return String.join(
        " | ", meter.getId().getName(), type, String.valueOf(meter.getId().getBaseUnit()), tags);
  }

  @Test
  void listsTheMeters() throws IOException {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (Watched mailbox = new Watched(Pop3Meters.of(registry))) {
      mailbox.readMail();
      mailbox.failToLogIn();
      mailbox.failToConnect();
    }
    Set<String> meters =
        registry.getMeters().stream()
            .map(MetricsTableTest::row)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(meters).hasSizeGreaterThan(5).isEqualTo(rows("Meters", 4));
  }

  @Test
  void listsTheObservations() throws IOException {
    ObservationRegistry registry = ObservationRegistry.create();
    Set<String> stopped = Collections.synchronizedSet(new TreeSet<>());
    registry
        .observationConfig()
        .observationHandler(
            new ObservationHandler<>() {
              @Override
              public void onStop(Observation.Context context) {
                stopped.add(
                    context.getName()
                        + " | "
                        + context.getAllKeyValues().stream()
                            .map(KeyValue::getKey)
                            .sorted()
                            .collect(Collectors.joining(", ")));
              }

              @Override
              public boolean supportsContext(Observation.Context context) {
                return true;
              }
            });
    try (Watched mailbox = new Watched(Pop3Observations.of(registry))) {
      mailbox.readMail();
      mailbox.failToLogIn();
    }
    assertThat(stopped).hasSize(2).isEqualTo(rows("Observations", 2));
  }
}
