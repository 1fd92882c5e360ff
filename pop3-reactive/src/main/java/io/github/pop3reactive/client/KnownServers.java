// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.session.Capabilities;
import io.github.pop3reactive.session.Pop3TimeoutException;
import io.github.pop3reactive.session.SessionOptions;
import io.github.pop3reactive.tls.TlsMode;
import io.github.pop3reactive.tls.TlsOptions;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the clients that were derived from one another have learnt of servers. Only what is the same
 * for every account of a server is kept, under everything that decides who answers, and of so many
 * servers as were connected to last.
 */
final class KnownServers {
  static final int MAX_SERVERS = 10_000;

  /** A refusal may pass, and to ask again costs a round trip. */
  static final Duration REFUSAL_KEPT_FOR = Duration.ofMinutes(1);

  /** So may silence, but to ask again can cost a connection and the time that a response has. */
  static final Duration SILENCE_KEPT_FOR = Duration.ofMinutes(10);

  private final long nanos;
  private final ExpiringMap<Server, Capabilities> capabilities;
  private final ExpiringMap<Server, Boolean> liars;
  private final ExpiringMap<Server, TlsTickets> tickets;

  /** How a server is reached. */
  record Server(String host, int port, TlsMode mode, TlsOptions tls, Route route) {
    static Server of(Pop3ClientConfig config) {
      return new Server(
          config.host().toLowerCase(Locale.ROOT),
          config.port(),
          config.tlsMode(),
          config.tls(),
          config.connecting().route());
    }
  }

  /** Keeps capabilities for so long; zero for not at all. */
  KnownServers(Duration time) {
    this(time, System::nanoTime);
  }

  KnownServers(Duration time, LongSupplier nanoTime) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("a negative time");
    }
    this.nanos = time.compareTo(Duration.ofDays(365)) > 0 ? ExpiringMap.FOR_EVER : time.toNanos();
    this.capabilities = new ExpiringMap<>(MAX_SERVERS, nanoTime);
    this.liars = new ExpiringMap<>(MAX_SERVERS, nanoTime);
    this.tickets = new ExpiringMap<>(MAX_SERVERS, nanoTime);
  }

  /**
   * Returns the places of a server in the cache of TLS sessions. To be asked for each connection:
   * those of a server that was not connected to for long may be others by then.
   */
  TlsTickets tickets(Server server) {
    return tickets.getOrPut(server, TlsTickets::new, ExpiringMap.FOR_EVER);
  }

  /** Returns the capabilities before login, or null if they are not known. */
  @Nullable Capabilities capabilities(Server server) {
    return capabilities.get(server);
  }

  void learn(Server server, Capabilities told) {
    capabilities.put(server, told, nanos);
  }

  /** Learns that a login went well behind a refusal of CAPA. */
  void refusedCapa(Server server) {
    learnNone(server, REFUSAL_KEPT_FOR);
  }

  /** Learns that a login went well without CAPA, which the server had not survived before. */
  void diedOfCapa(Server server) {
    learnNone(server, SILENCE_KEPT_FOR);
  }

  private void learnNone(Server server, Duration atMost) {
    capabilities.put(server, Capabilities.NONE, Math.min(nanos, atMost.toNanos()));
  }

  void forget(Server server) {
    capabilities.remove(server);
  }

  /** Learns from a session that ended in an error. */
  void endedIn(Server server, Throwable reason) {
    forget(server);
    if (reason instanceof Pop3TimeoutException late && late.isPipelined()) {
      distrust(server);
    }
  }

  /** Learns that the server announces PIPELINING and does not answer what is pipelined. */
  void distrust(Server server) {
    liars.put(server, true, ExpiringMap.FOR_EVER);
  }

  /**
   * Returns the options for a session: without pipelining if the server announced it before and did
   * not answer.
   */
  SessionOptions options(Server server, SessionOptions options) {
    return liars.get(server) == null ? options : options.mutate(o -> o.pipeliningWindow(1));
  }
}
