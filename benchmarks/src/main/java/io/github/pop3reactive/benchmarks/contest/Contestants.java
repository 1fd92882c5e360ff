// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import java.io.IOException;
import java.util.function.Function;

/** The clients by name. */
public final class Contestants {
  private Contestants() {}

  /** Makes the client of this name; {@code -jdk} and the like behind a name are for its JVM. */
  public static Contestant of(String name) throws IOException {
    return switch (name) {
      case "ours", "ours-jdk-tls" -> new ReactiveContestant(false);
      case "ours-tls12", "ours-jdk-tls12" -> new ReactiveContestant(true);
      case "least", "least-jdk-tls" ->
          new NettyContestant("status lines, end of body, unstuffing", Contestants::least);
      case "floor", "floor-jdk-tls" ->
          new NettyContestant(
              "one write, octets counted, content not looked at",
              job -> tally -> new FloorHandler(job, tally));
      case "commons-net" -> new CommonsNetContestant(Threads.PLATFORM, false);
      case "commons-net-plain" -> new CommonsNetContestant(Threads.PLATFORM, true);
      case "commons-net-virtual" -> new CommonsNetContestant(Threads.VIRTUAL, false);
      case "angus" -> new AngusContestant(Threads.PLATFORM, false);
      case "angus-plain" -> new AngusContestant(Threads.PLATFORM, true);
      case "angus-virtual" -> new AngusContestant(Threads.VIRTUAL, false);
      case "curl" -> new CurlContestant();
      case "cold-ours" -> ColdContestant.ours(false);
      case "cold-ours-cds" -> ColdContestant.ours(true);
      case "cold-commons-net" -> ColdContestant.commonsNet(false);
      case "cold-commons-net-cds" -> ColdContestant.commonsNet(true);
      case "mpop" -> new MpopContestant();
      default -> throw new IllegalArgumentException("no client named " + name);
    };
  }

  private static Function<Tally, ReferenceHandler> least(Job job) {
    LeastScript script = LeastScript.of(job);
    return tally -> new LeastHandler(script, tally);
  }
}
