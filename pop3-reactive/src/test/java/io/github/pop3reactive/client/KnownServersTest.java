// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.pop3reactive.session.Capabilities;
import io.github.pop3reactive.session.Pop3AuthenticationException;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.session.SessionOptions;
import io.github.pop3reactive.test.server.ScriptedServer;
import io.github.pop3reactive.test.server.ServerScript;
import io.github.pop3reactive.test.tls.TestCa;
import io.github.pop3reactive.test.transcript.Transcript;
import io.github.pop3reactive.tls.TlsMode;
import io.github.pop3reactive.tls.TlsOptions;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What clients keep of servers between connections. */
class KnownServersTest {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final TestCa CA = new TestCa();
  private static final Capabilities SOME = new Capabilities(List.of("PIPELINING"));

  private static final ServerScript FIRST =
      script(
          """
          S: +OK
          C: CAPA
          S: +OK
          S: SASL PLAIN
          S: PIPELINING
          S: .
          C: AUTH PLAIN AGFubgBzZWNyZXQ=
          S: +OK
          C: QUIT
          S: +OK
          """);

  private static final ServerScript LATER =
      script(
          """
          S: +OK
          C: AUTH PLAIN AGFubgBzZWNyZXQ=
          S: +OK
          C: QUIT
          S: +OK
          """);

  private static final String LOGIN_AND_QUIT =
      "C: AUTH PLAIN AGFubgBzZWNyZXQ=\nS: +OK\nC: QUIT\nS: +OK\n";

  private static final ServerScript BY_USER =
      script(
          """
          S: +OK
          C: USER ann
          S: +OK
          C: PASS secret
          S: +OK
          C: QUIT
          S: +OK
          """);

  private final AtomicLong clock = new AtomicLong();

  private static ServerScript script(String transcript) {
    return ServerScript.of(Transcript.parse(transcript));
  }

  private static Pop3Client client(ScriptedServer server) {
    return Pop3Client.create()
        .host("localhost")
        .port(server.port())
        .plaintext()
        .plaintextLogin()
        .credentials("ann", Mono.just("secret"));
  }

  private static KnownServers.Server server(String host, int port, TlsMode mode, TlsOptions tls) {
    return new KnownServers.Server(host, port, mode, tls, Route.DIRECT);
  }

  private static void poll(Pop3Client client) {
    poll(client, true);
  }

  private static void poll(Pop3Client client, boolean pipelining) {
    StepVerifier.create(
            client.withSession(session -> Mono.just(session.capabilities().pipelining())))
        .expectNext(pipelining)
        .expectComplete()
        .verify(SOON);
  }

  private static void plays(ScriptedServer server) {
    server.awaitScripts();
    server.assertNoFailures();
  }

  @Test
  void asksAServerOnceForAllItsAccounts() {
    try (ScriptedServer server = ScriptedServer.start(ServerScript.inOrder(FIRST, LATER))) {
      Pop3Client client = client(server);
      poll(client);
      poll(client);
      poll(client.options(options -> options.responseTimeout(SOON)).host("LOCALHOST"));
      plays(server);
      assertThat(server.connections()).hasSize(3);
    }
  }

  @Test
  void asksInEachConnectionIfNothingIsToBeKept() {
    try (ScriptedServer server = ScriptedServer.start(FIRST)) {
      Pop3Client client = client(server).capabilitiesKeptFor(Duration.ZERO);
      poll(client);
      poll(client);
      plays(server);
    }
  }

  @Test
  void asksAnewBehindASessionThatEndedInAnError() {
    ServerScript cut =
        script(
            """
            S: +OK
            C: AUTH PLAIN AGFubgBzZWNyZXQ=
            S: +OK
            C: STAT
            EOF
            """);
    try (ScriptedServer server =
        ScriptedServer.start(ServerScript.inOrder(FIRST, cut, FIRST, LATER))) {
      Pop3Client client = client(server);
      poll(client);
      StepVerifier.create(client.withSession(Pop3Session::stat)).expectError().verify(SOON);
      poll(client);
      poll(client);
      plays(server);
    }
  }

  @Test
  void logsInAnewWhereTheServerHasChanged() {
    ServerScript changed =
        script(
            """
            S: +OK
            C: AUTH PLAIN AGFubgBzZWNyZXQ=
            S: -ERR what is AUTH?
            C: CAPA
            S: +OK
            S: USER
            S: PIPELINING
            S: .
            C: USER ann
            S: +OK
            C: PASS secret
            S: +OK
            C: QUIT
            S: +OK
            """);
    try (ScriptedServer server =
        ScriptedServer.start(ServerScript.inOrder(FIRST, changed, BY_USER))) {
      Pop3Client client = client(server);
      poll(client);
      poll(client);
      poll(client);
      plays(server);
    }
  }

  @Test
  void sendsARefusedPasswordOnce() {
    ServerScript refusing =
        script(
            """
            S: +OK
            C: AUTH PLAIN AGFubgBzZWNyZXQ=
            S: -ERR [AUTH] no
            C: CAPA
            S: +OK
            S: SASL PLAIN
            S: PIPELINING
            S: .
            """);
    try (ScriptedServer server = ScriptedServer.start(ServerScript.inOrder(FIRST, refusing))) {
      Pop3Client client = client(server);
      poll(client);
      StepVerifier.create(client.connect())
          .expectError(Pop3AuthenticationException.class)
          .verify(SOON);
      plays(server);
    }
  }

  @Test
  void securesAKnownServerAtOnce() {
    ServerScript first =
        ServerScript.of(
            Transcript.parse(
                "S: +OK\nC: CAPA\nS: +OK\nS: STLS\nS: .\nC: STLS\nS: +OK\nTLS\n"
                    + "C: CAPA\nS: +OK\nS: SASL PLAIN\nS: PIPELINING\nS: .\n"
                    + LOGIN_AND_QUIT),
            CA.good());
    ServerScript later =
        ServerScript.of(
            Transcript.parse("S: +OK\nC: STLS\nS: +OK\nTLS\n" + LOGIN_AND_QUIT), CA.good());
    try (ScriptedServer server = ScriptedServer.start(ServerScript.inOrder(first, later))) {
      Pop3Client client =
          Pop3Client.create()
              .host("localhost")
              .port(server.port())
              .stls()
              .tls(tls -> tls.trust(CA.certificate()))
              .credentials("ann", Mono.just("secret"));
      poll(client);
      poll(client);
      plays(server);
    }
  }

  @Test
  void tellsServersApartByAllThatDecidesWhoAnswers() {
    TlsOptions tls = TlsOptions.DEFAULT;
    KnownServers known = new KnownServers(Duration.ofDays(1_000_000));
    known.learn(server("a", 110, TlsMode.STLS, tls), SOME);
    assertThat(known.capabilities(server("a", 110, TlsMode.STLS, tls))).isEqualTo(SOME);
    assertThat(known.capabilities(server("b", 110, TlsMode.STLS, tls))).isNull();
    assertThat(known.capabilities(server("a", 111, TlsMode.STLS, tls))).isNull();
    assertThat(known.capabilities(server("a", 110, TlsMode.NONE, tls))).isNull();
    TlsOptions other = tls.insecureWithoutHostnameVerification();
    assertThat(known.capabilities(server("a", 110, TlsMode.STLS, other))).isNull();
    known.forget(server("a", 110, TlsMode.STLS, tls));
    assertThat(known.capabilities(server("a", 110, TlsMode.STLS, tls))).isNull();
  }

  @Test
  void keepsCapabilitiesForTheirTime() {
    KnownServers known = new KnownServers(Duration.ofHours(1), clock::get);
    KnownServers.Server server = server("a", 110, TlsMode.STLS, TlsOptions.DEFAULT);
    known.learn(server, SOME);
    clock.addAndGet(Duration.ofHours(1).toNanos() - 1);
    assertThat(known.capabilities(server)).isEqualTo(SOME);
    clock.incrementAndGet();
    assertThat(known.capabilities(server)).isNull();
  }

  @Test
  void refusesANegativeTime() {
    assertThatIllegalArgumentException().isThrownBy(() -> new KnownServers(Duration.ofNanos(-1)));
  }

  @Test
  void asksAgainBehindARefusalOfCapaAfterAMinute() {
    ServerScript refusing =
        script(
            """
            S: +OK
            C: CAPA
            S: -ERR later
            C: USER ann
            S: +OK
            C: PASS secret
            S: +OK
            C: QUIT
            S: +OK
            """);
    asksAgainAfter(Duration.ofMinutes(1), refusing, BY_USER, FIRST, LATER);
  }

  @Test
  void asksAgainAServerThatDiedOfCapaAfterTenMinutes() {
    ServerScript dying =
        script(
            """
            S: +OK
            C: CAPA
            EOF
            """);
    asksAgainAfter(Duration.ofMinutes(10), dying, BY_USER, BY_USER, FIRST, LATER);
  }

  private void asksAgainAfter(Duration time, ServerScript... scripts) {
    try (ScriptedServer server = ScriptedServer.start(ServerScript.inOrder(scripts))) {
      Pop3Client client = client(server).knowing(new KnownServers(Duration.ofHours(1), clock::get));
      poll(client, false);
      clock.addAndGet(time.toNanos() - 1);
      poll(client, false);
      clock.incrementAndGet();
      poll(client);
      clock.addAndGet(Duration.ofMinutes(59).toNanos());
      poll(client);
      plays(server);
      assertThat(server.connections()).hasSize(scripts.length);
    }
  }

  @Test
  void keepsARefusalNoLongerThanWhatIsTold() {
    KnownServers known = new KnownServers(Duration.ofSeconds(1), clock::get);
    KnownServers.Server server = server("a", 110, TlsMode.STLS, TlsOptions.DEFAULT);
    known.refusedCapa(server);
    clock.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(known.capabilities(server)).isNull();
  }

  private static KnownServers.Server numbered(int i) {
    return server("server-" + i, 995, TlsMode.IMPLICIT, TlsOptions.DEFAULT);
  }

  @Test
  void keepsOnlySoManyServers() {
    KnownServers known = new KnownServers(Duration.ofHours(1), clock::get);
    SessionOptions options = SessionOptions.DEFAULT;
    for (int i = 0; i <= KnownServers.MAX_SERVERS; i++) {
      known.distrust(numbered(i));
      known.learn(numbered(i), SOME);
      known.options(numbered(0), options);
    }
    assertThat(known.capabilities(numbered(0))).isNull();
    assertThat(known.capabilities(numbered(1))).isEqualTo(SOME);
    assertThat(known.options(numbered(0), options).pipeliningWindow()).isOne();
    assertThat(known.options(numbered(1), options)).isSameAs(options);
  }

  @Test
  void dropsPlacesOfTlsSessionsWithoutHarmToTheirConnections() throws Exception {
    KnownServers known = new KnownServers(Duration.ofHours(1));
    SslContext context = TlsOptions.DEFAULT.sslContext();
    EmbeddedChannel open = new EmbeddedChannel();
    TlsTickets dropped = known.tickets(numbered(0));
    assertThat(dropped.portFor(context, open, 995)).isEqualTo(995);
    for (int i = 1; i <= KnownServers.MAX_SERVERS; i++) {
      known.tickets(numbered(i));
    }
    TlsTickets anew = known.tickets(numbered(0));
    assertThat(anew).isNotSameAs(dropped);
    EmbeddedChannel later = new EmbeddedChannel();
    assertThat(anew.portFor(context, later, 995)).isEqualTo(995);
    assertThat(open.isOpen()).isTrue();
    open.close();
    EmbeddedChannel last = new EmbeddedChannel();
    assertThat(anew.portFor(context, last, 995)).isNotEqualTo(995);
    assertThat(known.tickets(numbered(0))).isSameAs(anew);
    later.close();
    last.close();
  }
}
