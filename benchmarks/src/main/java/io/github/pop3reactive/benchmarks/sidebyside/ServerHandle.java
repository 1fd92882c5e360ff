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
  private final Path certificate;
  private final ChildProcess process;
  private final Map<String, MaildropFacts> maildrops = new HashMap<>();
  private final Map<String, Integer> ports = new HashMap<>();

  ServerHandle(RunOptions options, List<String> maildropSpecs) throws IOException {
    certificate = Files.createTempFile("pop3-benchmarks", ".pem");
    List<String> args = new ArrayList<>();
    args.add("server");
    args.add(Integer.toString(options.serverThreads));
    args.add(Integer.toString(options.roundTripMillis));
    args.add(certificate.toString());
    args.addAll(maildropSpecs);
    process = new ChildProcess("server", List.of("-Xmx1g"), args);
    String[] words = process.receive();
    while (!words[0].equals("ready")) {
      if (words[0].equals("maildrop")) {
        MaildropFacts facts = MaildropFacts.parse(words, 1);
        maildrops.put(facts.name(), facts);
      } else {
        ports.put(words[1], Integer.parseInt(words[2]));
      }
      words = process.receive();
    }
  }

  Job job(Workload workload) {
    return new Job(
        Objects.requireNonNull(ports.get(workload.port())),
        workload.tls(),
        certificate,
        workload.mailboxes(),
        workload.concurrency(),
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
