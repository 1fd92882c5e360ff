// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pop3reactive.benchmarks.server.CannedServer;
import io.github.pop3reactive.benchmarks.server.Maildrop;
import io.github.pop3reactive.benchmarks.server.MaildropFacts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
    int port = server.listen(tls, Duration.ofMillis(1));
    return new Job(port, tls, certificate, 3, 2, facts);
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
  @CsvSource({"ours", "least", "commons-net", "angus", "commons-net-plain", "angus-plain"})
  void noticesOtherContent(String name) throws Exception {
    MaildropFacts real = MAILDROP.facts();
    MaildropFacts other =
        new MaildropFacts(
            real.name(), real.messages(), real.octets(), real.checksum() + 1, real.wireOctets());
    Job job = job(false, other);
    Tally tally = new Tally();
    try (Contestant contestant = Contestants.of(name)) {
      contestant.run(job, tally);
    }
    assertThatThrownBy(() -> tally.verify(job)).hasMessageStartingWith("checksum");
  }
}
