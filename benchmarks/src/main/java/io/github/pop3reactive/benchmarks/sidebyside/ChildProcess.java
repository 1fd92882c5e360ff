// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.sidebyside;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM with the same class path, which is talked to in lines. */
final class ChildProcess implements AutoCloseable {
  /** Before that, the option is another one. */
  private static final int NATIVE_ACCESS_SINCE = 22;

  private final String name;
  private final Process process;
  private final BufferedReader output;
  private final Writer input;

  ChildProcess(String name, List<String> jvmArgs, List<String> args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= NATIVE_ACCESS_SINCE) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(jvmArgs);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("io.github.pop3reactive.benchmarks.Main");
    command.addAll(args);
    this.name = name;
    this.process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
  }

  void send(String line) throws IOException {
    input.write(line + "\n");
    input.flush();
  }

  /** Returns the words of the next line; one that the JVM wrote, "[...", is passed on. */
  String[] receive() throws IOException {
    while (true) {
      String line = output.readLine();
      if (line == null) {
        throw new IOException("the process of " + name + " has ended");
      }
      if (!line.startsWith("[")) {
        return line.split(" ", -1);
      }
      System.err.println(name + ": " + line);
    }
  }

  /** Ends the input, at which the process ends, and makes sure it does. */
  @Override
  public void close() throws IOException {
    input.close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
