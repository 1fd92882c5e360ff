// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.sidebyside;

import io.github.pop3reactive.benchmarks.contest.Job;
import io.github.pop3reactive.benchmarks.contest.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Runs the workloads one after the other, in each the clients in turn, round by round. */
public final class SideBySide {
  private final RunOptions options;
  private final Lineup lineup;
  private final List<Result> results = new ArrayList<>();

  private SideBySide(RunOptions options) {
    this.options = options;
    this.lineup = new Lineup(options);
  }

  /**
   * Takes the options of {@link RunOptions}; returns the exit code of the {@link Verdict}, or 2
   * where an option is wrong.
   */
  public static int run(String[] args) throws IOException {
    RunOptions options = new RunOptions();
    CommandLine line = new CommandLine(options);
    try {
      line.parseArgs(args);
    } catch (CommandLine.ParameterException e) {
      System.err.println(e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    if (line.isUsageHelpRequested()) {
      line.usage(System.out);
      return 0;
    }
    return new SideBySide(options).run();
  }

  private int run() throws IOException {
    Report.printMachine(options);
    lineup.skipped().forEach(System.out::println);
    Workloads workloads =
        new Workloads(
            options.scale,
            new Workloads.IdleCounts(options.idleSessions, options.idleSessions * 2 / 5));
    try (ServerHandle server = new ServerHandle(options, workloads.maildrops())) {
      System.out.println("TLS of the server: " + server.engine());
      for (Workload workload : workloads.all()) {
        if (options.workloads.contains("all") || options.workloads.contains(workload.name())) {
          results.add(run(workload, server));
          Report.print(results.get(results.size() - 1));
        }
      }
    }
    Verdict verdict = Verdict.print(options, results);
    List<Targets.Outcome> outcomes = Targets.judge(Targets.ALL, results);
    System.out.println();
    outcomes.forEach(System.out::println);
    if (options.svg != null) {
      Files.writeString(options.svg, Chart.of(results));
    }
    if (options.json != null) {
      Files.writeString(
          options.json, JsonReport.of(results, outcomes, options, verdict == Verdict.VALID));
    }
    return verdict.exitCode();
  }

  /** Where it is asked what a session keeps, the collector is to keep little in reserve. */
  private List<String> jvmArgs(Workload workload) {
    List<String> args = new ArrayList<>();
    if (workload.task() == Task.IDLE) {
      args.addAll(List.of("-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20"));
    }
    args.addAll(options.jvmArgs);
    return args;
  }

  private Result run(Workload workload, ServerHandle server) throws IOException {
    Job job = server.job(workload);
    List<Entrant> entrants = new ArrayList<>();
    try {
      for (String name : lineup.of(workload)) {
        Entrant entrant = new Entrant(name, jvmArgs(workload));
        entrants.add(entrant);
        if (workload.task() == Task.IDLE) {
          entrant.hold(job, workload.mailboxes());
          continue;
        }
        warmUp(entrant, workload, job, server);
      }
      int rounds = workload.task() == Task.IDLE ? 0 : options.rounds;
      for (int round = 0; round < rounds; round++) {
        for (Entrant entrant : entrants) {
          entrant.round(job, options.roundMillis, server, true);
        }
      }
    } finally {
      for (Entrant entrant : entrants) {
        entrant.close();
      }
    }
    return new Result(workload, job.maildrop(), List.copyOf(entrants));
  }

  private void warmUp(Entrant entrant, Workload workload, Job job, ServerHandle server)
      throws IOException {
    if (workload.isManySessions()) {
      // What the JVM sees of the engine's arithmetic first decides how it is compiled for good.
      entrant.round(job.alone(), 0, server, false);
    }
    entrant.round(job, options.warmupSeconds * 1000L * workload.warmupFactor(), server, false);
  }
}
