// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.sidebyside;

import io.github.pop3reactive.benchmarks.contest.Job;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One client in one workload: its process and its samples. */
final class Entrant implements AutoCloseable {
  private static final List<String> IN_CHILDREN = List.of("curl", "mpop");

  private final String name;
  private final ChildProcess process;
  private final String settings;
  private final List<Sample> samples = new ArrayList<>();
  private ServerCount count = ServerCount.NONE;
  private @Nullable String failure;
  private @Nullable Idle idle;

  /** What one round gave, per repetition of the job. */
  record Sample(double seconds, double cpuSeconds, long peakKib, double allocated) {}

  /** Octets of live heap and of resident set, for each session. */
  record Idle(long heap, long resident) {}

  Entrant(String name, List<String> jvmArgs) throws IOException {
    this.name = name;
    List<String> args = new ArrayList<>(jvmArgs);
    if (name.contains("-jdk-tls")) {
      args.add("-Dio.netty.handler.ssl.noOpenSsl=true");
    }
    if (name.startsWith("cold-ours")) {
      args.add("-Dbenchmarks.cli=" + System.getProperty("benchmarks.cli", ""));
    }
    process = new ChildProcess(name, args, List.of("client", name));
    String[] words = process.receive();
    settings = String.join(" ", Arrays.asList(words).subList(1, words.length));
  }

  String name() {
    return name;
  }

  String settings() {
    return settings;
  }

  @Nullable String failure() {
    return failure;
  }

  ServerCount count() {
    return count;
  }

  /** Has the client do the job for this long; what it says counts only if it is to be measured. */
  void round(Job job, long leastMillis, ServerHandle server, boolean measured) throws IOException {
    if (failure != null) {
      return;
    }
    server.count();
    process.send(leastMillis + " " + job.toLine());
    String[] words = process.receive();
    if (!words[0].equals("sample")) {
      failure = String.join(" ", words);
      return;
    }
    if (measured) {
      double times = Long.parseLong(words[1]) * 1e9;
      samples.add(
          new Sample(
              Long.parseLong(words[2]) / times,
              Long.parseLong(words[3]) / times,
              Long.parseLong(words[4]),
              Long.parseLong(words[5]) * 1e9 / times));
      count = count.plus(server.count());
    }
  }

  /** Has the client open so many sessions and say what they cost. */
  void hold(Job job, int sessions) throws IOException {
    process.send("idle " + sessions + " " + job.toLine());
    String[] words = process.receive();
    if (words[0].equals("idle")) {
      idle = new Idle(Long.parseLong(words[1]), Long.parseLong(words[2]));
    } else {
      failure = String.join(" ", words);
    }
    process.close();
  }

  /** Returns what an idle session costs, if that was measured. */
  @Nullable Idle idle() {
    return idle;
  }

  double seconds() {
    return median(samples.stream().mapToDouble(Sample::seconds).toArray());
  }

  double cpuSeconds() {
    return median(samples.stream().mapToDouble(Sample::cpuSeconds).toArray());
  }

  /**
   * Returns octets of heap for one repetition, or NaN where the threads do not stay to be asked.
   */
  double allocated() {
    return name.endsWith("-virtual") || IN_CHILDREN.contains(name) || name.startsWith("cold-")
        ? Double.NaN
        : median(samples.stream().mapToDouble(Sample::allocated).toArray());
  }

  double peakMib() {
    return samples.stream().mapToLong(Sample::peakKib).max().orElse(0) / 1024.0;
  }

  /** Returns the distance of slowest and fastest round, as a share of the median. */
  double spread() {
    double[] seconds = samples.stream().mapToDouble(Sample::seconds).sorted().toArray();
    return seconds.length == 0 ? 0 : (seconds[seconds.length - 1] - seconds[0]) / seconds();
  }

  private static double median(double[] values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
