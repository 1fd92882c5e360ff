// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.transcript;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The ways in which a network may cut a run of octets into reads. */
public final class Splits {
  private Splits() {}

  /**
   * One way to cut.
   *
   * @param name how it is cut, for display
   * @param pieces the pieces in order, none empty; together all the octets
   */
  public record Split(String name, List<byte[]> pieces) {
    /** Copies the list. */
    public Split {
      pieces = List.copyOf(pieces);
    }

    /** The name. */
    @Override
    public String toString() {
      return name;
    }
  }

  /** In one piece. */
  public static Split whole(byte[] octets) {
    return new Split("whole", cut(octets, position -> false));
  }

  /** Each octet by itself. */
  public static Split byteByByte(byte[] octets) {
    return new Split("byte by byte", cut(octets, position -> true));
  }

  /** In two pieces, once for each place to cut, from after the first octet to before the last. */
  public static Stream<Split> eachCut(byte[] octets) {
    return IntStream.range(1, octets.length)
        .mapToObj(at -> new Split("cut at " + at, cut(octets, position -> position == at)));
  }

  /** In three pieces, once for each pair of places to cut: about half the square of the length. */
  public static Stream<Split> eachTwoCuts(byte[] octets) {
    return IntStream.range(1, octets.length)
        .boxed()
        .flatMap(
            first ->
                IntStream.range(first + 1, octets.length)
                    .mapToObj(
                        second ->
                            new Split(
                                "cut at " + first + " and " + second,
                                cut(octets, at -> at == first || at == second))));
  }

  /** {@link #whole}, {@link #byteByByte} and {@link #eachCut}. */
  public static Stream<Split> all(byte[] octets) {
    return Stream.concat(Stream.of(whole(octets), byteByByte(octets)), eachCut(octets));
  }

  /** Cuts before each position for which the predicate holds, ends excluded. */
  static List<byte[]> cut(byte[] octets, IntPredicate before) {
    List<byte[]> pieces = new ArrayList<>();
    int start = 0;
    for (int position = 1; position <= octets.length; position++) {
      if (position == octets.length || before.test(position)) {
        pieces.add(Arrays.copyOfRange(octets, start, position));
        start = position;
      }
    }
    return pieces;
  }
}
