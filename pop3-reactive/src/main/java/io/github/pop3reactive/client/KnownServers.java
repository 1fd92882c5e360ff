// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.session.Capabilities;
import io.github.pop3reactive.session.Pop3TimeoutException;
import io.github.pop3reactive.session.SessionOptions;
import io.github.pop3reactive.tls.TlsMode;
import io.github.pop3reactive.tls.TlsOptions;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the clients that were derived from one another have learnt of servers. Only what is the same
 * for every account of a server is kept, under everything that decides who answers.
 */
final class KnownServers {
  private static final int MAX_SERVERS = 10_000;

  private final long nanos;
  private final ConcurrentHashMap<Server, Known> servers = new ConcurrentHashMap<>();

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

  private final Set<Server> liars = ConcurrentHashMap.newKeySet();
  private final ConcurrentHashMap<Server, TlsTickets> tickets = new ConcurrentHashMap<>();

  private record Known(Capabilities capabilities, long since) {}

  /** Keeps what is learnt for so long; zero for not at all. */
  KnownServers(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("a negative time");
    }
    this.nanos = time.compareTo(Duration.ofDays(365)) > 0 ? Long.MAX_VALUE : time.toNanos();
  }

  TlsTickets tickets(Server server) {
    return tickets.computeIfAbsent(server, any -> new TlsTickets());
  }

  /** Returns the capabilities before login, or null if they are not known. */
  @Nullable Capabilities capabilities(Server server) {
    Known known = servers.get(server);
    return known == null || System.nanoTime() - known.since() >= nanos
        ? null
        : known.capabilities();
  }

  void learn(Server server, Capabilities capabilities) {
    if (nanos == 0) {
      return;
    }
    if (servers.size() >= MAX_SERVERS) {
      servers.clear();
    }
    servers.put(server, new Known(capabilities, System.nanoTime()));
  }

  void forget(Server server) {
    servers.remove(server);
  }

  /** Learns from a session that ended in an error. */
  void endedIn(Server server, Throwable reason) {
    forget(server);
    if (reason instanceof Pop3TimeoutException late && late.isPipelined()) {
      if (liars.size() >= MAX_SERVERS) {
        liars.clear();
      }
      liars.add(server);
    }
  }

  /**
   * Returns the options for a session: without pipelining if the server announced it before and did
   * not answer.
   */
  SessionOptions options(Server server, SessionOptions options) {
    return liars.contains(server) ? options.mutate(o -> o.pipeliningWindow(1)) : options;
  }
}
