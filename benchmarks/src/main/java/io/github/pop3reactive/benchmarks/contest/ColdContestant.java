// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command line from its start to the end of the first message, which it writes to standard
 * output. The archive for class data sharing, if there is to be one, is made in the first run.
 */
final class ColdContestant implements Contestant {
  /** The name of the property that says where the jar of the command line is. */
  static final String CLI_JAR = "benchmarks.cli";

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private final String settings;
  private final List<String> program;
  private final boolean sharing;
  private @Nullable Path archive;

  private ColdContestant(String settings, List<String> program, boolean sharing) {
    this.settings = settings;
    this.program = program;
    this.sharing = sharing;
  }

  /** Makes one for pop3-cli. */
  static ColdContestant ours(boolean sharing) {
    String jar = System.getProperty(CLI_JAR, "");
    if (jar.isEmpty()) {
      throw new IllegalStateException("-D" + CLI_JAR + " has to name the jar of the command line");
    }
    return new ColdContestant("pop3-cli fetch", List.of("-jar", jar), sharing);
  }

  /** Makes one for a main method around Commons Net. */
  static ColdContestant commonsNet(boolean sharing) {
    String path = System.getProperty("java.class.path");
    List<String> program = List.of("-cp", path, CommonsNetMain.class.getName());
    return new ColdContestant("a main method of a few lines", program, sharing);
  }

  @Override
  public String settings() {
    return "java "
        + settings
        + (sharing ? ", with an archive for class data sharing" : ", as it comes")
        + "; CPU of its processes only";
  }

  @Override
  public boolean runsInChildren() {
    return true;
  }

  @Override
  public void run(Job job, Tally tally) throws IOException, InterruptedException {
    List<String> options = new ArrayList<>();
    if (sharing) {
      // What the JVM says while it dumps would go to standard output.
      options.add("-Xlog:disable");
      options.add(archiveOption());
    }
    List<String> command = new ArrayList<>(List.of(JAVA));
    command.addAll(options);
    command.addAll(program);
    command.addAll(arguments(job));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("BENCHMARK_PASSWORD", "secret");
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    MessageCheck check = new MessageCheck();
    try (InputStream in = process.getInputStream()) {
      byte[] octets = in.readAllBytes();
      check.add(octets, 0, octets.length);
    }
    check.finish(1, tally);
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IllegalStateException("the command line ended with " + exit);
    }
  }

  private String archiveOption() throws IOException {
    Path made = archive;
    if (made != null) {
      return "-XX:SharedArchiveFile=" + made;
    }
    Path file = Files.createTempFile("pop3-benchmarks", ".jsa");
    Files.delete(file);
    archive = file;
    return "-XX:ArchiveClassesAtExit=" + file;
  }

  private List<String> arguments(Job job) {
    String server = Job.HOST + ":" + job.port();
    return program.contains("-jar")
        ? List.of(
            "fetch",
            "--plaintext",
            "--plaintext-login",
            "--password-env",
            "BENCHMARK_PASSWORD",
            "pop3://" + job.maildrop().name() + "@" + server,
            "1")
        : List.of(Job.HOST, Integer.toString(job.port()), job.maildrop().name());
  }

  @Override
  public void close() {
    try {
      if (archive != null) {
        Files.deleteIfExists(archive);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
