// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.sidebyside;

import io.github.pop3reactive.benchmarks.contest.Job;
import io.github.pop3reactive.benchmarks.server.MaildropFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The process of the server, and what it said of itself. */
final class ServerHandle implements AutoCloseable {
  private static final int TICKET_COUNT_SINCE = 24;

  private final Path certificate;
  private final ChildProcess process;
  private final Map<String, MaildropFacts> maildrops = new HashMap<>();
  private final Map<String, Integer> ports = new HashMap<>();
  private String engine = "";

  ServerHandle(RunOptions options, List<String> maildropSpecs) throws IOException {
    certificate = Files.createTempFile("pop3-benchmarks", ".pem");
    List<String> args = new ArrayList<>();
    args.add("server");
    args.add(Integer.toString(options.serverThreads));
    args.add(Integer.toString(options.roundTripMillis));
    args.add(certificate.toString());
    args.addAll(maildropSpecs);
    process = new ChildProcess("server", jvmArgs(options), args);
    String[] words = process.receive();
    while (!words[0].equals("ready")) {
      if (words[0].equals("maildrop")) {
        MaildropFacts facts = MaildropFacts.parse(words, 1);
        maildrops.put(facts.name(), facts);
      } else if (words[0].equals("tls")) {
        engine = words[1];
      } else {
        ports.put(words[1], Integer.parseInt(words[2]));
      }
      words = process.receive();
    }
  }

  private static List<String> jvmArgs(RunOptions options) {
    List<String> args = new ArrayList<>(List.of("-Xmx1g"));
    if (options.serverTls == RunOptions.ServerEngine.jdk) {
      args.add("-Dio.netty.handler.ssl.noOpenSsl=true");
    }
    Integer tickets = options.serverTickets;
    if (tickets != null) {
      if (options.serverTls != RunOptions.ServerEngine.jdk
          || Runtime.version().feature() < TICKET_COUNT_SINCE) {
        throw new IllegalArgumentException("--server-tickets needs --server-tls jdk and Java 24");
      }
      args.add("-Djdk.tls.server.newSessionTicketCount=" + tickets);
    }
    return args;
  }

  /** Returns what does TLS in the server, by its own word. */
  String engine() {
    return engine;
  }

  Job job(Workload workload) {
    return new Job(
        Objects.requireNonNull(ports.get(workload.port())),
        workload.tls(),
        certificate,
        workload.mailboxes(),
        workload.concurrency(),
        workload.task(),
        Objects.requireNonNull(maildrops.get(workload.maildrop())));
  }

  /** Returns what was counted since the last call. */
  ServerCount count() throws IOException {
    process.send("count");
    return ServerCount.parse(process.receive(), 1);
  }

  @Override
  public void close() throws IOException {
    process.close();
    Files.deleteIfExists(certificate);
  }
}
