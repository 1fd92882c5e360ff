// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.benchmarks.sidebyside.Target.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of what is to be reached names what a run measures, and is judged the right way. */
class TargetsTest {
  private static final List<String> NOT_EVERYWHERE =
      List.of("mpop", "curl", "commons-net-virtual", "angus-virtual");

  @Test
  void namesWorkloadsAndClientsThatThereAre() {
    RunOptions options = new RunOptions();
    options.workloads = List.of("all");
    options.clients = List.of("all");
    Lineup lineup = new Lineup(options);
    List<String> known = new ArrayList<>();
    for (Workload workload : new Workloads(1, new Workloads.IdleCounts(10, 4)).all()) {
      Stream.concat(lineup.of(workload).stream(), NOT_EVERYWHERE.stream())
          .forEach(client -> known.add(client + "@" + workload.name()));
    }
    for (Target target : Targets.ALL) {
      assertThat(known).contains(target.subject() + "@" + target.workload());
      for (String peer : target.peers()) {
        assertThat(known).contains(peer.contains("@") ? peer : peer + "@" + target.workload());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SPEED, 20.1, true",
    "SPEED, 19.9, false",
    "TIME, 20.1, false",
    "CPU, 19.9, true",
    "RESUMED, 19.9, false",
    "IDLE_HEAP, 20.1, false"
  })
  void holdsOnTheRightSide(Measure measure, double figure, boolean holds) {
    Target target = new Target("bulk", "ours", measure, List.of("least"), 20);
    assertThat(new Targets.Outcome(target, figure).holds()).isEqualTo(holds);
    assertThat(new Targets.Outcome(target, figure).toString())
        .startsWith(holds ? "HOLDS" : "MISSED")
        .contains("20 ")
        .endsWith(Double.toString(figure));
  }

  @Test
  void judgesNothingThatWasNotMeasured() {
    assertThat(Targets.judge(Targets.ALL, List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"20000, 20000", "0.33333, 0.333", "6.01, 6.01", "10240, 10200"})
  void writesThreeDigits(double figure, String text) {
    assertThat(Targets.plain(figure)).isEqualTo(text);
  }

  /** Headers, numbers, references and octets, each rounded up to eight octets. */
  @ParameterizedTest
  @CsvSource({"uid-million500000, 80, 96", "u, 64, 80"})
  void measuresTheRecordOfAnEntry(String id, long least, long most) {
    assertThat(EntryRecord.octets(id)).isBetween(least, most);
  }
}
