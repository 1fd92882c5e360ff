// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** Duties of docs/rfc.md that no other test is about. */
class RfcDutiesTest {

  @Test
  void quitsBeforeLoginAndRemovesNothing() {
    try (EmbeddedSession server = new EmbeddedSession(SessionOptions.DEFAULT)) {
      server.says("+OK\r\n");
      StepVerifier.create(server.session().quit())
          .then(() -> assertThat(server.sent()).containsExactly("QUIT"))
          .then(() -> server.says("+OK\r\n"))
          .expectNext(CommitOutcome.COMMITTED)
          .verifyComplete();
      assertThat(server.session().deleted()).isZero();
      StepVerifier.create(server.session().onClose()).verifyComplete();
    }
  }
}
