// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.ingest.ListingSummary;
import io.github.pop3reactive.ingest.PollResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailboxLinesTest {
  private final MailboxLines lines = new MailboxLines(2);

  private static PollResult result(String mailbox, long failed) {
    return new PollResult(
        mailbox,
        new ListingSummary(1, 1, 1, 1),
        1,
        1,
        List.of(),
        failed,
        0,
        0,
        null,
        null,
        Duration.ZERO);
  }

  private String line(int index) {
    assertThat(lines.line(index, 70)).hasSize(70);
    return lines.line(index, 70).trim().replaceAll(" +", " ");
  }

  @Test
  void followsAMailbox() {
    assertThat(line(0)).isEmpty();
    lines.started("ann");
    assertThat(line(0)).isEqualTo("ann connecting 0/0 messages 0 B");
    lines.listed("ann", new ListingSummary(3, 9000, 2, 8000));
    lines.received("ann", 1500);
    lines.delivered("ann");
    assertThat(line(0)).isEqualTo("ann receiving 1/2 messages 1.5 kB");
    lines.delivered("ann");
    assertThat(line(0)).isEqualTo("ann ending 2/2 messages 1.5 kB");
    lines.ended(result("ann", 0));
    assertThat(line(0)).isEqualTo("ann done 2/2 messages 1.5 kB");
    assertThat(line(1)).isEmpty();
  }

  @Test
  void givesALineThatBecomesFreeToTheNext() {
    lines.started("ann");
    lines.started("bob");
    lines.started("carol");
    lines.started("dave");
    lines.ended(result("bob", 1));
    assertThat(line(0)).startsWith("ann");
    assertThat(line(1)).startsWith("carol");
    lines.ended(result("dave", 0));
    lines.ended(result("ann", 1));
    assertThat(line(0)).startsWith("ann FAILED");
    lines.started("eve");
    assertThat(line(0)).startsWith("eve");
  }

  @Test
  void shortensALongName() {
    lines.started("x".repeat(100));
    assertThat(line(0)).contains("xxx... connecting");
  }
}
