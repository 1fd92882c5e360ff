// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pop3reactive.benchmarks.server.CannedServer;
import io.github.pop3reactive.benchmarks.server.CannedServer.Security;
import io.github.pop3reactive.benchmarks.server.Maildrop;
import io.github.pop3reactive.benchmarks.server.MaildropFacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every client reads every octet, or says that it did not. */
class ContestantsTest {
  private static final Maildrop MAILDROP = Maildrop.of("box", 5, 70_000);

  private static CannedServer server;
  private static Path certificate;

  @BeforeAll
  static void start(@TempDir Path dir) throws Exception {
    server = new CannedServer(Map.of("box", MAILDROP), 1);
    certificate = dir.resolve("certificate.pem");
    server.writeCertificate(certificate);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Job job(boolean tls, MaildropFacts facts) {
    return job(tls ? Security.TLS : Security.PLAIN, Task.READ, facts);
  }

  private static Job job(Security security, Task task, MaildropFacts facts) {
    int port = server.listen(security, Duration.ofMillis(1));
    return new Job(port, security != Security.PLAIN, certificate, 3, 2, task, facts);
  }

  @ParameterizedTest
  @CsvSource({
    "ours, false",
    "least, false",
    "floor, false",
    "commons-net, false",
    "angus, false",
    "commons-net-plain, false",
    "angus-plain, false",
    "ours, true",
    "least, true",
    "floor, true",
    "commons-net, true",
    "angus, true"
  })
  void readsAll(String name, boolean tls) throws Exception {
    Job job = job(tls, MAILDROP.facts());
    Tally tally = new Tally();
    try (Contestant contestant = Contestants.of(name)) {
      contestant.run(job, tally);
    }
    assertThatCode(() -> tally.verify(job)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"ours, POLL", "least, POLL", "ours, UIDL"})
  void doesTheTask(String name, Task task) throws Exception {
    Job job = job(Security.PLAIN, task, MAILDROP.facts());
    Tally tally = new Tally();
    try (Contestant contestant = Contestants.of(name)) {
      contestant.run(job, tally);
    }
    assertThatCode(() -> tally.verify(job)).doesNotThrowAnyException();
  }

  @Test
  void leastPollsInSixRoundTrips() throws Exception {
    server.counters().take();
    try (Contestant least = Contestants.of("least")) {
      least.run(job(Security.PLAIN, Task.POLL, MAILDROP.facts()), new Tally());
    }
    assertThat(server.counters().take().split(" ")[2]).isEqualTo("18");
  }

  @ParameterizedTest
  @CsvSource({"ours", "ours-jdk-tls12", "commons-net"})
  void serverCountsWhatIsResumed(String name) throws Exception {
    try (Contestant contestant = Contestants.of(name)) {
      Job full = job(Security.TLS_FULL, Task.READ, MAILDROP.facts());
      server.counters().take();
      contestant.run(full, new Tally());
      contestant.run(full, new Tally());
      assertThat(server.counters().take()).endsWith(" 6 0");
    }
  }

  @Test
  void readsAllByMpop() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/mpop")), "mpop is not installed");
    MaildropFacts facts = MAILDROP.facts();
    int port = server.listen(Security.PLAIN, Duration.ZERO);
    Job job = new Job(port, false, certificate, 1, 1, Task.READ, facts);
    Tally tally = new Tally();
    try (Contestant mpop = Contestants.of("mpop")) {
      mpop.run(job, tally);
      mpop.collect(job, tally);
    }
    assertThatCode(() -> tally.verify(job)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"ours", "least", "commons-net", "angus"})
  void holdsSessions(String name) throws Exception {
    server.counters().take();
    try (Contestant contestant = Contestants.of(name)) {
      AutoCloseable held = contestant.hold(job(Security.TLS, Task.IDLE, MAILDROP.facts()), 5);
      assertThat(server.counters().take()).startsWith("5 ");
      held.close();
    }
  }

  @Test
  void tls12IsResumedAlmostAlways() throws Exception {
    try (Contestant contestant = Contestants.of("ours-jdk-tls12")) {
      Job job = job(Security.TLS, Task.READ, MAILDROP.facts());
      contestant.run(job, new Tally());
      server.counters().take();
      contestant.run(job, new Tally());
      assertThat(server.counters().take()).endsWith(" 3 3");
    }
  }

  @ParameterizedTest
  @CsvSource({"ours", "least", "commons-net", "angus", "commons-net-plain", "angus-plain"})
  void noticesOtherContent(String name) throws Exception {
    MaildropFacts real = MAILDROP.facts();
    MaildropFacts other =
        new MaildropFacts(
            real.name(),
            real.messages(),
            real.octets(),
            real.checksum() + 1,
            real.idChecksum(),
            real.wireOctets());
    Job job = job(false, other);
    Tally tally = new Tally();
    try (Contestant contestant = Contestants.of(name)) {
      contestant.run(job, tally);
    }
    assertThatThrownBy(() -> tally.verify(job)).hasMessageStartingWith("checksum");
  }
}
