// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.session.CommitOutcome;
import io.github.pop3reactive.session.MessageRange;
import io.github.pop3reactive.session.Pop3AuthenticationException;
import io.github.pop3reactive.session.Pop3ResponseException;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.session.ScanListing;
import io.github.pop3reactive.session.UniqueId;
import io.github.pop3reactive.test.dovecot.DovecotContainer;
import io.github.pop3reactive.test.dovecot.RequiresDocker;
import io.github.pop3reactive.test.tls.TestCa;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@RequiresDocker
class DovecotIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final TestCa CA = new TestCa();
  @AutoClose private static DovecotContainer dovecot;

  @BeforeAll
  static void start() {
    dovecot = new DovecotContainer(CA.good());
    dovecot.start();
  }

  static Stream<Named<UnaryOperator<Pop3Client>>> modes() {
    return Stream.of(
        Named.of("implicit TLS", client -> client.port(dovecot.pop3sPort())),
        Named.of("STLS", client -> client.stls().port(dovecot.pop3Port())),
        Named.of("clear", client -> client.plaintext().plaintextLogin().port(dovecot.pop3Port())));
  }

  private static Pop3Client client(UnaryOperator<Pop3Client> mode, String user) {
    return mode.apply(Pop3Client.create())
        .host(dovecot.host())
        .tls(tls -> tls.trust(CA.certificate()))
        .credentials(user, Mono.just(DovecotContainer.PASSWORD));
  }

  private static byte[] message(int number) {
    return ("Subject: " + number + "\r\n\r\n.dot\r\n" + "text\r\n".repeat(number * 100) + "..\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @MethodSource("modes")
  void listsRetrievesAndDeletes(UnaryOperator<Pop3Client> mode) {
    String user = "user" + System.nanoTime();
    List<byte[]> messages = IntStream.rangeClosed(1, 40).mapToObj(DovecotIT::message).toList();
    dovecot.deliver(user, messages);
    Pop3Session session = client(mode, user).connect().block(SOON);
    assertThat(session.capabilities().pipelining()).isTrue();
    assertThat(session.stat().block(SOON).messages()).isEqualTo(40);
    List<ScanListing> listings = session.list().collectList().block(SOON);
    assertThat(listings)
        .extracting(ScanListing::octets)
        .containsExactlyElementsOf(messages.stream().map(m -> (long) m.length).toList());
    List<UniqueId> ids = session.uidl().collectList().block(SOON);
    assertThat(ids).hasSize(40).doesNotHaveDuplicates();
    assertThat(session.uidl(40).block(SOON)).isEqualTo(ids.get(39));
    assertThat(session.list(40).block(SOON)).isEqualTo(listings.get(39));
    List<String> bodies =
        session
            .retr(
                MessageRange.all(),
                body -> body.asString(StandardCharsets.US_ASCII).reduce("", String::concat))
            .collectList()
            .block(SOON);
    assertThat(bodies)
        .containsExactlyElementsOf(
            messages.stream().map(m -> new String(m, StandardCharsets.US_ASCII)).toList());
    assertThat(
            session
                .top(2, 1)
                .asString(StandardCharsets.US_ASCII)
                .reduce("", String::concat)
                .block(SOON))
        .isEqualTo("Subject: 2\r\n\r\n.dot\r\n");
    session.dele(1).then(session.rset()).then(session.noop()).block(SOON);
    assertThat(session.dele(MessageRange.of(1, 39)).block(SOON)).isEqualTo(39);
    StepVerifier.create(session.retr(1)).verifyError(Pop3ResponseException.class);
    assertThat(session.quit().block(SOON)).isEqualTo(CommitOutcome.COMMITTED);
    StepVerifier.create(session.onClose()).expectComplete().verify(SOON);
    StepVerifier.create(client(mode, user).withSession(Pop3Session::uidl).map(UniqueId::id))
        .expectNext(ids.get(39).id())
        .expectComplete()
        .verify(SOON);
  }

  @ParameterizedTest
  @MethodSource("modes")
  void tellsAWrongPassword(UnaryOperator<Pop3Client> mode) {
    StepVerifier.create(client(mode, "ann").credentials("ann", Mono.just("wrong")).connect())
        .expectError(Pop3AuthenticationException.class)
        .verify(SOON);
  }

  @Test
  void refusesACertificateOfAnotherCa() {
    StepVerifier.create(
            Pop3Client.create()
                .host(dovecot.host())
                .port(dovecot.pop3sPort())
                .credentials("ann", Mono.just(DovecotContainer.PASSWORD))
                .connect())
        .expectError(io.github.pop3reactive.session.Pop3TlsException.class)
        .verify(SOON);
  }

  @Test
  void servesManyMailboxesAtOnce() {
    dovecot.deliver("shared", List.of(message(1)));
    UnaryOperator<Pop3Client> implicit = client -> client.port(dovecot.pop3sPort());
    StepVerifier.create(
            Flux.range(0, 100)
                .flatMap(
                    i ->
                        client(implicit, "shared")
                            .withSession(
                                s ->
                                    s.retr(1)
                                        .asByteArray()
                                        .map(a -> a.length)
                                        .reduce(0, Integer::sum)),
                    50)
                .reduce(0, Integer::sum))
        .expectNext(100 * message(1).length)
        .expectComplete()
        .verify(SOON);
  }
}
