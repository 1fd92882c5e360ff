// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.sidebyside;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which clients take part in a workload, and which do not and why. */
final class Lineup {
  private static final int VIRTUAL_SINCE = 21;

  private final RunOptions options;

  Lineup(RunOptions options) {
    this.options = options;
  }

  List<String> of(Workload workload) {
    List<String> names = new ArrayList<>(candidates(workload));
    if (!options.clients.contains("all")) {
      names.retainAll(options.clients);
    }
    return names;
  }

  private static List<String> candidates(Workload workload) {
    return switch (workload.task()) {
      case READ -> readers(workload);
      case POLL -> List.of("ours", "least");
      case UIDL -> List.of("ours");
      case COLD -> cold();
      case IDLE -> idle(workload);
    };
  }

  private static List<String> cold() {
    List<String> names = new ArrayList<>(List.of("cold-commons-net", "cold-commons-net-cds"));
    if (!System.getProperty("benchmarks.cli", "").isEmpty()) {
      names.addAll(0, List.of("cold-ours", "cold-ours-cds"));
    }
    Stream.of("mpop", "curl").filter(Lineup::installed).forEach(names::add);
    return names;
  }

  private static List<String> idle(Workload workload) {
    List<String> names = new ArrayList<>(List.of("ours", "least"));
    if (workload.tls()) {
      names.add("ours-jdk-tls");
    }
    names.addAll(
        Runtime.version().feature() >= VIRTUAL_SINCE
            ? List.of("commons-net-virtual", "angus-virtual")
            : List.of("commons-net", "angus"));
    return names;
  }

  private static List<String> readers(Workload workload) {
    List<String> names = new ArrayList<>(List.of("ours", "least", "floor"));
    if (workload.tls()) {
      names.addAll(List.of("ours-tls12", "ours-jdk-tls", "ours-jdk-tls12", "least-jdk-tls"));
    }
    names.addAll(List.of("commons-net", "commons-net-plain", "angus", "angus-plain"));
    if (workload.isManySessions()) {
      if (Runtime.version().feature() >= VIRTUAL_SINCE) {
        names.addAll(List.of("commons-net-virtual", "angus-virtual"));
      }
    } else {
      Stream.of("mpop", "curl").filter(Lineup::installed).forEach(names::add);
    }
    return names;
  }

  /** Returns what is missing on this machine, one line each. */
  List<String> skipped() {
    List<String> lines = new ArrayList<>();
    if (Runtime.version().feature() < VIRTUAL_SINCE) {
      lines.add("SKIPPED virtual threads: this is Java " + Runtime.version().feature());
    }
    Stream.of("mpop", "curl")
        .filter(program -> !installed(program))
        .forEach(program -> lines.add("SKIPPED " + program + ": not installed"));
    if (System.getProperty("benchmarks.cli", "").isEmpty()) {
      lines.add("SKIPPED cold-ours: -Dbenchmarks.cli does not name the jar of pop3-cli");
    }
    return lines;
  }

  private static boolean installed(String program) {
    for (String directory :
        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (new File(directory, program).canExecute()) {
        return true;
      }
    }
    return false;
  }
}
