// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.sidebyside;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of a run; picocli fills them in. */
@Command(
    name = "side-by-side",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Compares POP3 clients against a canned server, interleaved.")
final class RunOptions {
  /** What does TLS in the server, spelt as on the command line. */
  enum ServerEngine {
    boringssl,
    jdk
  }

  @Option(
      names = "--workloads",
      split = ",",
      description = "Only these; 'all' is the default.",
      defaultValue = "all")
  List<String> workloads = List.of();

  @Option(
      names = "--clients",
      split = ",",
      description = "Only these; 'all' is the default.",
      defaultValue = "all")
  List<String> clients = List.of();

  @Option(
      names = "--scale",
      description = "Factor for message and mailbox counts, default ${DEFAULT-VALUE}.",
      defaultValue = "1")
  double scale;

  @Option(
      names = "--rounds",
      description = "Measured rounds, default ${DEFAULT-VALUE}.",
      defaultValue = "7")
  int rounds;

  @Option(
      names = "--round-millis",
      description = "Least duration of a round, default ${DEFAULT-VALUE}.",
      defaultValue = "1000")
  long roundMillis;

  @Option(
      names = "--warmup-seconds",
      description =
          "Warm-up of each client and workload, default ${DEFAULT-VALUE}; twice as long where there"
              + " are many sessions, three times over TLS.",
      defaultValue = "15")
  int warmupSeconds;

  @Option(
      names = "--round-trip-millis",
      description = "Delay of the workloads with one, default ${DEFAULT-VALUE}.",
      defaultValue = "20")
  int roundTripMillis;

  @Option(
      names = "--server-threads",
      description = "Event loops of the server, default ${DEFAULT-VALUE}.",
      defaultValue = "2")
  int serverThreads;

  @Option(
      names = "--idle-sessions",
      description = "Idle sessions in clear; over TLS 2/5 of them. Default ${DEFAULT-VALUE}.",
      defaultValue = "10000")
  int idleSessions;

  @Option(
      names = "--server-tls",
      description = "TLS of the server: boringssl or jdk, default ${DEFAULT-VALUE}.",
      defaultValue = "boringssl")
  ServerEngine serverTls = ServerEngine.boringssl;

  @Option(
      names = "--server-tickets",
      description =
          "TLS 1.3 tickets after each handshake; with --server-tls jdk, on Java 24 and later."
              + " Default: the engine's, which is 1 for the JDK and 2 for BoringSSL.")
  @Nullable Integer serverTickets;

  @Option(
      names = "--jvm-args",
      split = " ",
      description = "For the JVM of every client, default ${DEFAULT-VALUE}.",
      defaultValue = "-Xmx1g")
  List<String> jvmArgs = List.of();

  @Option(names = "--svg", description = "A file for a chart.")
  @Nullable Path svg;

  @Option(names = "--json", description = "A file for the figures.")
  @Nullable Path json;
}
