// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.transcript;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.test.transcript.Splits.Split;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SplitsTest {
  @Test
  void allWaysAreGivenWithTheirNames() {
    assertThat(Splits.all("abc".getBytes(US_ASCII)).map(SplitsTest::show))
        .containsExactly("whole: abc", "byte by byte: a|b|c", "cut at 1: a|bc", "cut at 2: ab|c");
  }

  @Test
  void pairsOfCutsAreGiven() {
    assertThat(Splits.eachTwoCuts("abcd".getBytes(US_ASCII)).map(SplitsTest::show))
        .containsExactly(
            "cut at 1 and 2: a|b|cd", "cut at 1 and 3: a|bc|d", "cut at 2 and 3: ab|c|d");
  }

  @Test
  void nothingGivesNoPieces() {
    assertThat(Splits.all(new byte[0])).allSatisfy(split -> assertThat(split.pieces()).isEmpty());
  }

  private static String show(Split split) {
    Stream<String> pieces = split.pieces().stream().map(piece -> new String(piece, US_ASCII));
    return split + ": " + pieces.collect(Collectors.joining("|"));
  }
}
