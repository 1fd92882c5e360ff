// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.pop3reactive.session.MaildropStatus;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.session.SessionChannel;
import io.github.pop3reactive.session.SessionObserver;
import io.github.pop3reactive.test.server.MaildropServer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Runs in a JVM that has no Micrometer. */
@Tag("bare")
class WithoutMicrometerTest {

  @Test
  void connectsAndIsObserved() {
    assertThatExceptionOfType(ClassNotFoundException.class)
        .isThrownBy(() -> Class.forName("io.micrometer.core.instrument.MeterRegistry"));
    assertThatExceptionOfType(ClassNotFoundException.class)
        .isThrownBy(() -> Class.forName("io.micrometer.observation.Observation"));
    AtomicInteger observed = new AtomicInteger();
    try (MaildropServer server = MaildropServer.builder().user("ann", "secret").start()) {
      Pop3Client client =
          Pop3Client.create()
              .host("localhost")
              .port(server.port())
              .plaintext()
              .plaintextLogin()
              .credentials("ann", Mono.just("secret"))
              .observe(
                  (host, port, context) -> {
                    observed.incrementAndGet();
                    return SessionObserver.NONE;
                  });
      assertThat(client.withSession(Pop3Session::stat).blockLast(Duration.ofSeconds(30)))
          .isEqualTo(new MaildropStatus(0, 0));
    }
    assertThat(observed).hasValue(1);
  }

  @Test
  void hasSignaturesThatLoad() {
    for (Class<?> type :
        new Class<?>[] {Pop3Client.class, ClientObserver.class, SessionChannel.class}) {
      assertThat(type.getDeclaredMethods()).isNotEmpty();
    }
  }
}
