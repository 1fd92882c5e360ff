// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.session.Pop3Session;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class Pop3MetersTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @AutoClose private final Watched mailbox = new Watched(Pop3Meters.of(registry));

  private long timed(String name, String... tags) {
    return registry
        .get(name)
        .tags(Tags.of("remote.address", mailbox.address()).and(tags))
        .timer()
        .count();
  }

  private DistributionSummary summary(String name, String... tags) {
    return registry.get(name).tags(tags).summary();
  }

  @Test
  void countsWhatBecameOfConnectsLoginsAndCommands() throws IOException {
    mailbox.readMail();
    mailbox.readMail();
    mailbox.failToLogIn();
    String nowhere = mailbox.failToConnect();
    assertThat(timed("pop3.client.connects", "outcome", "success")).isEqualTo(3);
    assertThat(
            registry
                .get("pop3.client.connects")
                .tags("outcome", "transport", "remote.address", nowhere)
                .timer()
                .count())
        .isEqualTo(1);
    assertThat(timed("pop3.client.logins", "outcome", "success")).isEqualTo(2);
    assertThat(timed("pop3.client.logins", "outcome", "bad_credentials")).isEqualTo(1);
    assertThat(timed("pop3.client.commands", "command", "RETR", "outcome", "ok")).isEqualTo(2);
    assertThat(timed("pop3.client.commands", "command", "DELE", "outcome", "err")).isEqualTo(2);
    assertThat(timed("pop3.client.commands", "command", "USER", "outcome", "ok")).isEqualTo(2);
    assertThat(timed("pop3.client.commands", "command", "USER", "outcome", "err")).isPositive();
    assertThat(timed("pop3.client.responses", "command", "RETR")).isEqualTo(2);
    assertThat(summary("pop3.client.received", "command", "RETR").totalAmount()).isEqualTo(38);
    assertThat(summary("pop3.client.received", "command", "RETR").max()).isEqualTo(19);
    assertThat(summary("pop3.client.pipelining").max()).isEqualTo(1);
  }

  @Test
  void knowsWhatIsPipelined() {
    mailbox
        .client()
        .withSession(session -> session.noop().and(session.noop()).and(session.noop()))
        .blockLast(Watched.SOON);
    mailbox.awaitEnd();
    assertThat(summary("pop3.client.pipelining").max()).isEqualTo(3);
  }

  @Test
  void knowsWhichSessionsAreOpen() {
    Pop3Session session = mailbox.client().connect().block(Watched.SOON);
    assertThat(registry.get("pop3.client.sessions").gauge().value()).isEqualTo(1);
    session.close().block(Watched.SOON);
    mailbox.awaitEnd();
    assertThat(registry.get("pop3.client.sessions").gauge().value()).isZero();
  }

  @Test
  void namesNoUser() throws IOException {
    mailbox.readMail();
    mailbox.failToLogIn();
    for (Meter meter : registry.getMeters()) {
      assertThat(meter.getId().toString()).doesNotContain("ann", "secret", "wrong");
    }
  }
}
