// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.session.CommitOutcome;
import io.github.pop3reactive.session.MessageRange;
import io.github.pop3reactive.session.Pop3AuthenticationException;
import io.github.pop3reactive.session.Pop3CommitException;
import io.github.pop3reactive.session.Pop3ConnectionException;
import io.github.pop3reactive.session.Pop3ResponseException;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.session.Pop3TimeoutException;
import io.github.pop3reactive.test.server.Fault;
import io.github.pop3reactive.test.server.Fault.End;
import io.github.pop3reactive.test.server.MaildropServer;
import io.github.pop3reactive.test.server.ScriptedServer;
import io.github.pop3reactive.tls.TlsMode;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class Pop3ClientTest {
  private static final Duration SOON = Duration.ofSeconds(40);

  @AutoClose
  private final MaildropServer server =
      MaildropServer.builder()
          .user("ann", "secret")
          .capabilities("USER", "TOP", "UIDL", "PIPELINING")
          .start();

  private Pop3Client client;

  @BeforeEach
  void fillTheMaildrop() {
    client = Ann.inClear(server.port());
    server.add("ann", "a", "Subject: a\r\n\r\none\r\n");
    server.add("ann", "b", "Subject: b\r\n\r\n.dotted\r\n..\r\n");
    server.add("ann", "c", "");
  }

  private static Mono<String> text(Pop3Session session, int number) {
    return session.retr(number).asString(StandardCharsets.ISO_8859_1).reduce("", String::concat);
  }

  @Test
  void commitsWhenTheSequenceCompletes() {
    StepVerifier.create(client.withSession(session -> session.dele(1).then(text(session, 2))))
        .expectNext("Subject: b\r\n\r\n.dotted\r\n..\r\n")
        .expectComplete()
        .verify(SOON);
    assertThat(server.removed("ann")).containsExactly("a");
  }

  @Test
  void deletesNothingWhenTheSequenceIsCancelled() {
    StepVerifier.create(
            client
                .withSession(
                    session -> session.dele(1).thenMany(Flux.range(1, 3)).map(i -> "value " + i))
                .take(1))
        .expectNext("value 1")
        .expectComplete()
        .verify(SOON);
    StepVerifier.create(
            client.withSession(session -> session.dele(1).thenMany(Flux.just(1, 2))).next())
        .expectNext(1)
        .expectComplete()
        .verify(SOON);
    StepVerifier.create(client.withSession(session -> session.uidl().map(id -> id.id())))
        .expectNext("a", "b", "c")
        .expectComplete()
        .verify(SOON);
    assertThat(server.removed("ann")).isEmpty();
  }

  @Test
  void deletesNothingWhenTheSequenceFails() {
    StepVerifier.create(
            client.withSession(
                session -> session.dele(1).then(Mono.error(new IllegalStateException("mine")))))
        .expectErrorMessage("mine")
        .verify(SOON);
    StepVerifier.create(client.withSession(session -> session.stat().map(s -> s.messages())))
        .expectNext(3)
        .expectComplete()
        .verify(SOON);
  }

  @Test
  void failsAfterTheValuesWhenTheCommitIsNotConfirmed() {
    server.inject(new Fault.PartialCommit(1));
    StepVerifier.create(client.withSession(session -> session.dele(MessageRange.of(1, 2))))
        .expectNext(2)
        .expectErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOfSatisfying(
                        Pop3CommitException.class,
                        c -> assertThat(c.outcome()).isEqualTo(CommitOutcome.PARTIAL)))
        .verify(SOON);
    server.inject(new Fault.CommitReplyLost(End.RESET));
    StepVerifier.create(client.withSession(session -> session.dele(1)))
        .expectErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOfSatisfying(
                        Pop3CommitException.class,
                        c -> assertThat(c.outcome()).isEqualTo(CommitOutcome.UNKNOWN)))
        .verify(SOON);
  }

  @Test
  void doesNotFailWhenNothingWasDeletedAndTheGoodbyeIsLost() {
    server.inject(new Fault.BeforeReply("QUIT", 1, End.RESET));
    StepVerifier.create(client.withSession(session -> Mono.just(1)))
        .expectNext(1)
        .expectComplete()
        .verify(SOON);
  }

  @Test
  void reportsARefusedMessageAndGoesOn() {
    server.inject(new Fault.Refuse("RETR", 1, "no such message"));
    StepVerifier.create(
            client.withSession(
                session ->
                    text(session, 1)
                        .onErrorReturn(Pop3ResponseException.class, "refused")
                        .concatWith(text(session, 3))))
        .expectNext("refused", "")
        .expectComplete()
        .verify(SOON);
  }

  @Test
  void tellsBadCredentials() {
    StepVerifier.create(client.credentials("ann", Mono.just("wrong")).connect())
        .expectError(Pop3AuthenticationException.class)
        .verify(SOON);
    StepVerifier.create(
            client
                .credentials("ann", Mono.error(new IllegalStateException("no keyring")))
                .connect())
        .expectErrorMessage("no keyring")
        .verify(SOON);
    StepVerifier.create(client.credentials("ann", Mono.empty()).connect())
        .expectError(IllegalStateException.class)
        .verify(SOON);
  }

  @Test
  void tellsThatNobodyListens() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    StepVerifier.create(client.port(port).connect())
        .expectErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOfSatisfying(
                        Pop3ConnectionException.class,
                        c -> {
                          assertThat(c.isSent()).isFalse();
                          assertThat(c).hasMessageContaining("localhost:" + port);
                        }))
        .verify(SOON);
    StepVerifier.create(client.host("does-not-exist.invalid").connect())
        .expectError(Pop3ConnectionException.class)
        .verify(SOON);
  }

  @Test
  void closesWhenConnectIsCancelled() {
    try (ScriptedServer silent =
        ScriptedServer.start(
            c -> {
              c.send("+OK");
              c.expect("CAPA");
              c.expectEnd();
            })) {
      StepVerifier.create(client.port(silent.port()).connect())
          .thenAwait(Duration.ofMillis(300))
          .thenCancel()
          .verify(SOON);
      silent.awaitScripts();
      silent.assertNoFailures();
    }
  }

  @Test
  void boundsTheGreeting() {
    try (ScriptedServer dripping =
        ScriptedServer.start(
            c ->
                c.drip(
                    "+OK slow ....".getBytes(StandardCharsets.US_ASCII), Duration.ofMillis(50)))) {
      StepVerifier.create(
              client
                  .port(dripping.port())
                  .options(o -> o.greetingTimeout(Duration.ofMillis(300)))
                  .connect())
          .expectError(Pop3TimeoutException.class)
          .verify(SOON);
    }
  }

  @Test
  void lendsChunksToReactorNetty() {
    StepVerifier.create(
            client.withSession(session -> ByteBufFluxes.of(session.retr(1)).aggregate().asString()))
        .expectNext("Subject: a\r\n\r\none\r\n")
        .expectComplete()
        .verify(SOON);
    StepVerifier.create(
            client.withSession(
                session -> ByteBufFluxes.of(session.retr(2)).asString().reduce("", String::concat)))
        .expectNext("Subject: b\r\n\r\n.dotted\r\n..\r\n")
        .expectComplete()
        .verify(SOON);
  }

  @Test
  void readsUris() {
    Pop3Client implicit = Pop3Client.fromUri("pop3s://ann%40x.org@mail.x.org");
    assertThat(implicit.host()).isEqualTo("mail.x.org");
    assertThat(implicit.port()).isEqualTo(995);
    assertThat(implicit.tlsMode()).isEqualTo(TlsMode.IMPLICIT);
    assertThat(implicit.user()).isEqualTo("ann@x.org");
    Pop3Client stls = Pop3Client.fromUri("POP3://[::1]:1110");
    assertThat(stls.host()).isEqualTo("::1");
    assertThat(stls.port()).isEqualTo(1110);
    assertThat(stls.tlsMode()).isEqualTo(TlsMode.STLS);
    assertThat(stls.user()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pop3s://ann:hush@mail.x.org",
        "pop3s://ann:@mail.x.org",
        "imap://mail.x.org",
        "mail.x.org",
        "pop3s:///x",
        "pop3s://mail.x.org/inbox",
        "pop3s://mail.x.org?tls=none",
        "pop3s://hush hush@x"
      })
  void refusesOtherUrisWithoutRepeatingThem(String uri) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pop3Client.fromUri(uri))
        .withMessageNotContaining("hush");
  }

  @Test
  void showsNoSecrets() {
    Credentials credentials = Credentials.of("ann", "hush");
    assertThat(credentials).asString().doesNotContain("hush");
    assertThat(client.credentials(credentials)).asString().doesNotContain("hush", "ann");
  }
}
