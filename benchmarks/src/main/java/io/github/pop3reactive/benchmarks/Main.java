// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks;

import io.github.pop3reactive.benchmarks.contest.ClientProcess;
import io.github.pop3reactive.benchmarks.server.ServerProcess;
import io.github.pop3reactive.benchmarks.sidebyside.SideBySide;
import java.util.Arrays;

/**
 * {@code side-by-side} compares clients; {@code server} and {@code client} are the processes it
 * starts. Anything else goes to JMH.
 */
public final class Main {
  private Main() {}

  /** Runs what the first argument names. */
  public static void main(String[] args) throws Exception {
    String first = args.length == 0 ? "" : args[0];
    String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
    switch (first) {
      case "side-by-side" -> System.exit(SideBySide.run(rest));
      case "server" -> ServerProcess.run(rest);
      case "client" -> ClientProcess.run(rest);
      default -> org.openjdk.jmh.Main.main(args);
    }
  }
}
