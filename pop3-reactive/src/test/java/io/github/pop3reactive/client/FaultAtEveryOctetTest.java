// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.session.MessageRange;
import io.github.pop3reactive.session.Pop3Exception;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.test.server.Fault;
import io.github.pop3reactive.test.server.Fault.End;
import io.github.pop3reactive.test.server.MaildropServer;
import io.github.pop3reactive.test.tls.TestCa;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Ends the connection after each octet that the server sends in a session that does everything. */
@Timeout(120)
class FaultAtEveryOctetTest {
  private static final Duration DEADLINE = Duration.ofSeconds(40);
  private static final TestCa CA = new TestCa();
  private static final Map<String, String> MAIL =
      Map.of("a", "Subject: a\r\n\r\none\r\n", "b", "Subject: b\r\n\r\n..\r\n.two\r\n");

  @ParameterizedTest
  @EnumSource(
      value = End.class,
      names = {"CLOSE", "RESET"})
  void endsInOneTypedErrorInClear(End end) {
    endsInOneTypedError(
        end, 1, MaildropServer.builder(), client -> client.plaintext().plaintextLogin());
  }

  @ParameterizedTest
  @EnumSource(
      value = End.class,
      names = {"CLOSE", "CLOSE_WITHOUT_NOTIFY"})
  void endsInOneTypedErrorUnderTls(End end) {
    endsInOneTypedError(
        end,
        7,
        MaildropServer.builder().tls(CA.good()),
        client -> client.tls(tls -> tls.trust(CA.certificate())));
  }

  private static void endsInOneTypedError(
      End end,
      int step,
      MaildropServer.Builder builder,
      java.util.function.UnaryOperator<Pop3Client> change) {
    try (MaildropServer server =
        builder.user("ann", "secret").capabilities("USER", "UIDL", "PIPELINING").start()) {
      Pop3Client client =
          change
              .apply(Pop3Client.create().host("localhost").port(server.port()))
              .credentials("ann", Mono.just("secret"));
      int faults = 0;
      while (true) {
        int octets = faults * step;
        MAIL.keySet().stream()
            .filter(id -> server.messages("ann").stream().noneMatch(m -> m.uniqueId().equals(id)))
            .forEach(id -> server.add("ann", id, MAIL.get(id)));
        server.inject(new Fault.AfterOctets(octets, end));
        int connections = server.connections();
        if (survives(client, octets) && server.connections() == connections + 1) {
          break;
        }
        assertThat(server.messages("ann").size())
            .as("nothing is half removed after %d octets", octets)
            .isIn(0, 2);
        faults++;
      }
      assertThat(faults * step).as("octets of a whole session").isGreaterThan(150);
    }
  }

  /** Runs a session, on a second connection if CAPA was cut; returns whether it succeeded. */
  private static boolean survives(Pop3Client client, int octets) {
    List<String> bodies = new java.util.concurrent.CopyOnWriteArrayList<>();
    Throwable failure =
        client
            .withSession(session -> everything(session).doOnNext(bodies::add))
            .then(Mono.<Throwable>empty())
            .onErrorResume(Mono::just)
            .block(DEADLINE);
    assertThat(MAIL.values()).as("whole bodies only, after %d octets", octets).containsAll(bodies);
    if (failure != null) {
      assertThat(failure).as("after %d octets", octets).isInstanceOf(Pop3Exception.class);
      assertThat(failure).hasMessageNotContaining("secret");
    }
    return failure == null;
  }

  private static Flux<String> everything(Pop3Session session) {
    return Mono.when(session.stat(), session.list(), session.uidl())
        .thenMany(
            session.retr(
                MessageRange.all(),
                body -> body.asString(StandardCharsets.ISO_8859_1).reduce("", String::concat)))
        .concatWith(session.dele(MessageRange.all()).then(Mono.empty()));
  }
}
