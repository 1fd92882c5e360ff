// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.pop3reactive.session.Capabilities;
import io.github.pop3reactive.session.SessionOptions;
import io.github.pop3reactive.tls.TlsMode;
import io.github.pop3reactive.tls.TlsOptions;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** For how long, and of how many servers, something is known. */
class KnownServersLimitsTest {
  private static final Capabilities SOME = new Capabilities(List.of("PIPELINING"));

  private final AtomicLong clock = new AtomicLong();

  private static KnownServers.Server server(String host, int port, TlsMode mode, TlsOptions tls) {
    return new KnownServers.Server(host, port, mode, tls, Route.DIRECT);
  }

  private static KnownServers.Server numbered(int i) {
    return server("server-" + i, 995, TlsMode.IMPLICIT, TlsOptions.DEFAULT);
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
  void keepsARefusalNoLongerThanWhatIsTold() {
    KnownServers known = new KnownServers(Duration.ofSeconds(1), clock::get);
    KnownServers.Server server = server("a", 110, TlsMode.STLS, TlsOptions.DEFAULT);
    known.refusedCapa(server);
    clock.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(known.capabilities(server)).isNull();
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
