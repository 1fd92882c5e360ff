// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExpiringMapTest {
  /** {@link System#nanoTime} may overflow at any time. */
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);

  private final ExpiringMap<String, String> map = new ExpiringMap<>(3, clock::get);

  @Test
  void keepsAnEntryForItsTime() {
    map.put("a", "1", 10);
    clock.addAndGet(9);
    assertThat(map.get("a")).isEqualTo("1");
    clock.addAndGet(1);
    assertThat(map.get("a")).isNull();
    map.put("b", "1", 0);
    assertThat(map.get("b")).isNull();
  }

  @Test
  void keepsForEverWhatIsToBeKeptSo() {
    map.put("a", "1", ExpiringMap.FOR_EVER);
    clock.addAndGet(Long.MAX_VALUE - 1);
    assertThat(map.get("a")).isEqualTo("1");
  }

  @Test
  void beginsTheTimeAnewWithEachPut() {
    map.put("a", "1", 10);
    clock.addAndGet(9);
    map.put("a", "2", 10);
    clock.addAndGet(9);
    assertThat(map.get("a")).isEqualTo("2");
    map.put("a", "3", 1);
    clock.addAndGet(1);
    assertThat(map.get("a")).isNull();
  }

  @Test
  void makesAValueWhereThereIsNone() {
    assertThat(map.getOrPut("a", () -> "1", 10)).isEqualTo("1");
    assertThat(map.getOrPut("a", () -> "2", 10)).isEqualTo("1");
    clock.addAndGet(10);
    assertThat(map.getOrPut("a", () -> "3", 10)).isEqualTo("3");
    map.remove("a");
    assertThat(map.get("a")).isNull();
  }

  @Test
  void dropsWhatWasNotUsedForLongest() {
    map.put("a", "1", 10);
    map.put("b", "1", 10);
    map.put("c", "1", 10);
    map.get("a");
    map.put("b", "2", 10);
    map.put("d", "1", 10);
    assertThat(map.get("c")).isNull();
    assertThat(map.get("a")).isEqualTo("1");
    assertThat(map.get("b")).isEqualTo("2");
    assertThat(map.get("d")).isEqualTo("1");
  }

  @Test
  void holdsNoMoreThanItsCapacity() {
    IntStream.range(0, 100).forEach(i -> map.getOrPut("k" + i, () -> "1", 10));
    assertThat(IntStream.range(0, 100).filter(i -> map.get("k" + i) != null).boxed())
        .containsExactly(97, 98, 99);
  }
}
