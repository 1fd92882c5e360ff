// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SrvRecordTest {
  private static SrvRecord record(int priority, int weight, String target) {
    return new SrvRecord(priority, weight, 995, target, 60);
  }

  private static List<String> targets(List<SrvRecord> records, Random random) {
    return SrvRecord.inOrder(records, random).stream().map(SrvRecord::target).toList();
  }

  @Test
  void goesByPriority() {
    List<SrvRecord> records = List.of(record(20, 0, "c"), record(0, 9, "a"), record(10, 0, "b"));
    assertThat(targets(records, new Random(1))).containsExactly("a", "b", "c");
  }

  @Test
  void drawsLotsWithTheWeightsWithinAPriority() {
    List<SrvRecord> records = List.of(record(0, 0, "none"), record(0, 30, "a"), record(0, 10, "b"));
    Random random = new Random(1);
    Map<String, Integer> first = new HashMap<>();
    for (int i = 0; i < 4100; i++) {
      List<String> targets = targets(records, random);
      assertThat(targets).containsExactlyInAnyOrder("none", "a", "b");
      first.merge(targets.get(0), 1, Integer::sum);
    }
    assertThat(first.get("a")).isBetween(2800, 3200);
    assertThat(first.get("b")).isBetween(900, 1100);
    assertThat(first.get("none")).isBetween(50, 150);
  }

  @Test
  void takesRecordsThatAreAlikeOnceEach() {
    assertThat(targets(List.of(record(0, 0, "a"), record(0, 0, "a")), new Random(1)))
        .containsExactly("a", "a");
  }
}
