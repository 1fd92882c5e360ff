// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.session.Pop3ConnectionException;
import io.github.pop3reactive.session.Pop3TlsException;
import io.github.pop3reactive.test.server.Login;
import io.github.pop3reactive.test.server.ScriptedServer;
import io.github.pop3reactive.test.server.ServerScript;
import io.github.pop3reactive.test.tls.TestCa;
import io.github.pop3reactive.test.tls.TestCertificate;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** All names are those of the loopback interface. */
class DiscoveryTest {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final TestCa CA = new TestCa();
  private static final String DOMAIN = "example.org";
  private static final String POP3S = "_pop3s._tcp." + DOMAIN;
  private static final String POP3 = "_pop3._tcp." + DOMAIN;

  private final DnsServer dns = new DnsServer();

  @AfterEach
  void stopDns() {
    dns.close();
  }

  private Pop3Client client() {
    return Pop3Client.create()
        .tls(tls -> tls.trust(CA.certificate()))
        .credentials("ann", Mono.just("secret"))
        .connecting(
            connecting -> connecting.nameServers(dns.address()).resolver(new LoopbackResolver()));
  }

  private static SrvRecord record(int priority, String target, ScriptedServer server) {
    return new SrvRecord(priority, 0, server.port(), target, 60);
  }

  private static void logsIn(Pop3Client client) {
    StepVerifier.create(client.withSession(session -> Mono.just(session.isEncrypted())))
        .expectNext(true)
        .expectComplete()
        .verify(SOON);
  }

  private static ScriptedServer tls(String name) {
    return ScriptedServer.startTls(CA.good(name), Login.SESSION);
  }

  @Test
  void prefersTlsFromTheFirstOctetAndLowPriorities() {
    ServerScript busy = c -> c.send("-ERR [SYS/TEMP] busy");
    try (ScriptedServer first = ScriptedServer.startTls(CA.good("a.example.org"), busy);
        ScriptedServer second = tls("b.example.org");
        ScriptedServer stls = ScriptedServer.start(busy)) {
      dns.with(POP3, record(0, "a.example.org", stls))
          .with(POP3S, record(20, "b.example.org", second), record(10, "a.example.org", first));
      logsIn(client().discover(DOMAIN));
      assertThat(first.connections()).hasSize(1);
      second.awaitScripts();
      assertThat(stls.connections()).isEmpty();
    }
    assertThat(dns.questions()).containsExactlyInAnyOrder(POP3S + ".", POP3 + ".");
  }

  private static ServerScript stls(TestCertificate certificate) {
    return c -> {
      c.send("+OK");
      Login.capa(c, "STLS");
      c.expect("STLS");
      c.send("+OK");
      c.startTls(certificate);
      Login.capa(c, "USER");
      Login.userPass(c);
      c.expect("QUIT");
      c.send("+OK");
    };
  }

  @Test
  void securesAServerOfPop3WithStls() {
    try (ScriptedServer server = ScriptedServer.start(stls(CA.good(DOMAIN)))) {
      dns.with(POP3, record(0, DOMAIN, server)).with(POP3S, new SrvRecord(0, 0, 0, "", 60));
      logsIn(client().discover(DOMAIN));
      server.awaitScripts();
    }
  }

  @Test
  void neverSpeaksToAServerThatItFoundInClear() {
    ServerScript withoutStls =
        c -> {
          c.send("+OK");
          Login.capa(c, "USER");
          c.expectEnd();
        };
    try (ScriptedServer server = ScriptedServer.start(withoutStls)) {
      dns.with(POP3, record(0, DOMAIN, server));
      StlsPolicy lax = (host, port, failure) -> StlsPolicy.Decision.INSECURE;
      StepVerifier.create(
              client()
                  .plaintextLogin()
                  .connecting(connecting -> connecting.stlsPolicy(lax))
                  .discover(DOMAIN)
                  .connect())
          .expectError(Pop3TlsException.class)
          .verify(SOON);
      assertThat(server.connections()).hasSize(1);
    }
  }

  @Test
  void wantsTheCertificateOfAHostBeyondTheDomainToBeForTheDomain() {
    try (ScriptedServer own = tls("pop.attacker.net");
        ScriptedServer hoster = tls(DOMAIN)) {
      dns.with(
          POP3S,
          record(0, "pop.attacker.net", own),
          record(1, "notexample.org", own),
          record(2, "pop.hoster.net", hoster));
      logsIn(client().discover(DOMAIN));
      assertThat(own.connections()).hasSize(2);
      assertThat(own.lines(0)).isEmpty();
      hoster.awaitScripts();
    }
  }

  @Test
  void takesAHostThatIsTrustedByItsOwnName() {
    try (ScriptedServer hoster = tls("pop.hoster.net")) {
      dns.with(POP3S, record(0, "pop.hoster.net", hoster));
      logsIn(client().discover(DOMAIN, "pop.hoster.net"::equals));
      hoster.awaitScripts();
    }
  }

  @Test
  void takesNoHostBeyondTheDomainWhoseNameIsNotVerified() {
    try (ScriptedServer hoster = tls(DOMAIN)) {
      dns.with(POP3S, record(0, "pop.hoster.net", hoster));
      StepVerifier.create(
              client()
                  .tls(tls -> tls.insecureWithoutHostnameVerification())
                  .discover(DOMAIN)
                  .connect())
          .expectErrorSatisfies(
              failure ->
                  assertThat(failure)
                      .isInstanceOf(Pop3ConnectionException.class)
                      .hasMessageContaining("[pop.hoster.net]"))
          .verify(SOON);
      assertThat(hoster.connections()).isEmpty();
    }
  }

  @Test
  void failsWherePop3IsNotOffered() {
    SrvRecord none = new SrvRecord(0, 0, 0, "", 60);
    dns.with(POP3S, none).with(POP3, none);
    StepVerifier.create(client().discover(DOMAIN).connect())
        .expectErrorSatisfies(
            failure ->
                assertThat(failure)
                    .isInstanceOf(Pop3ConnectionException.class)
                    .hasMessage(
                        "no server found for the mail domain example.org:"
                            + " POP3 is not offered there"))
        .verify(SOON);
  }

  @Test
  void failsWhereTheDnsKnowsNothing() {
    StepVerifier.create(client().discover(DOMAIN).connect())
        .expectErrorSatisfies(
            failure ->
                assertThat(failure)
                    .isInstanceOf(Pop3ConnectionException.class)
                    .hasMessage("no server found for the mail domain example.org")
                    .hasCauseInstanceOf(UnknownHostException.class))
        .verify(SOON);
  }

  @Test
  void keepsWhatTheDnsSaidAsLongAsItMay() {
    try (ScriptedServer server = tls("a.example.org")) {
      dns.with(POP3S, record(0, "a.example.org", server));
      Pop3Client kept = client().capabilitiesKeptFor(Duration.ZERO).discover(DOMAIN);
      logsIn(kept);
      logsIn(kept);
      assertThat(dns.questions()).hasSize(2);
      dns.with(POP3S, new SrvRecord(0, 0, server.port(), "a.example.org", 0));
      Pop3Client asked = client().capabilitiesKeptFor(Duration.ZERO).discover(DOMAIN);
      logsIn(asked);
      logsIn(asked);
      assertThat(dns.questions()).hasSize(6);
    }
  }

  @Test
  void triesSomeOfManyServers() {
    List<SrvRecord> many =
        IntStream.range(0, 30).mapToObj(i -> new SrvRecord(i, 0, 1, "a.example.org", 60)).toList();
    dns.with(POP3S, many.toArray(SrvRecord[]::new));
    StepVerifier.create(client().discover(DOMAIN).connect())
        .expectErrorSatisfies(failure -> assertThat(failure.getSuppressed()).hasSize(15))
        .verify(SOON);
  }
}
