// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.session.SessionOptions;
import io.github.pop3reactive.tls.TlsMode;
import io.github.pop3reactive.tls.TlsOptions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;

/** What a client is made of; {@code fixedPort} 0 stands for the port of the mode. */
record Pop3ClientConfig(
    String host,
    int fixedPort,
    TlsMode tlsMode,
    TlsOptions tls,
    @Nullable String user,
    @Nullable Credentials credentials,
    SessionOptions options,
    @Nullable LoopResources loops,
    KnownServers known,
    ServerChoice choice,
    ConnectOptions connecting,
    Watching watching) {

  private static final Duration KNOWN_FOR = Duration.ofHours(1);

  static Pop3ClientConfig newDefault() {
    return new Pop3ClientConfig(
        "localhost",
        0,
        TlsMode.IMPLICIT,
        TlsOptions.DEFAULT,
        null,
        null,
        SessionOptions.DEFAULT,
        null,
        new KnownServers(KNOWN_FOR),
        ServerChoice.ONE,
        ConnectOptions.DEFAULT,
        Watching.NONE);
  }

  Pop3ClientConfig {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("the host is empty");
    }
    if (fixedPort < 0 || fixedPort > 65535) {
      throw new IllegalArgumentException("port " + fixedPort);
    }
  }

  int port() {
    return fixedPort == 0 ? tlsMode.defaultPort() : fixedPort;
  }

  Pop3ClientConfig withHost(String value) {
    String name = HostName.ascii(value);
    return new Pop3ClientConfig(
        name,
        fixedPort,
        tlsMode,
        tls,
        user,
        credentials,
        options,
        loops,
        known,
        ServerChoice.ONE,
        connecting,
        watching);
  }

  Pop3ClientConfig withPort(int value) {
    return new Pop3ClientConfig(
        host,
        value,
        tlsMode,
        tls,
        user,
        credentials,
        options,
        loops,
        known,
        ServerChoice.ONE,
        connecting,
        watching);
  }

  Pop3ClientConfig withTlsMode(TlsMode value) {
    return new Pop3ClientConfig(
        host,
        fixedPort,
        value,
        tls,
        user,
        credentials,
        options,
        loops,
        known,
        ServerChoice.ONE,
        connecting,
        watching);
  }

  Pop3ClientConfig withTls(TlsOptions value) {
    return new Pop3ClientConfig(
        host,
        fixedPort,
        tlsMode,
        value,
        user,
        credentials,
        options,
        loops,
        known,
        choice,
        connecting,
        watching);
  }

  Pop3ClientConfig withUser(String value) {
    return new Pop3ClientConfig(
        host,
        fixedPort,
        tlsMode,
        tls,
        value,
        credentials,
        options,
        loops,
        known,
        choice,
        connecting,
        watching);
  }

  Pop3ClientConfig withCredentials(Credentials value) {
    return new Pop3ClientConfig(
        host,
        fixedPort,
        tlsMode,
        tls,
        value.user(),
        value,
        options,
        loops,
        known,
        choice,
        connecting,
        watching);
  }

  Pop3ClientConfig withoutCredentials() {
    return new Pop3ClientConfig(
        host,
        fixedPort,
        tlsMode,
        tls,
        user,
        null,
        options,
        loops,
        known,
        choice,
        connecting,
        watching);
  }

  Pop3ClientConfig withOptions(SessionOptions value) {
    return new Pop3ClientConfig(
        host,
        fixedPort,
        tlsMode,
        tls,
        user,
        credentials,
        value,
        loops,
        known,
        choice,
        connecting,
        watching);
  }

  Pop3ClientConfig withLoops(LoopResources value) {
    return new Pop3ClientConfig(
        host,
        fixedPort,
        tlsMode,
        tls,
        user,
        credentials,
        options,
        value,
        known,
        choice,
        connecting,
        watching);
  }

  Pop3ClientConfig withKnown(KnownServers value) {
    return new Pop3ClientConfig(
        host,
        fixedPort,
        tlsMode,
        tls,
        user,
        credentials,
        options,
        loops,
        value,
        choice,
        connecting,
        watching);
  }

  Pop3ClientConfig withConnecting(ConnectOptions value) {
    return new Pop3ClientConfig(
        host,
        fixedPort,
        tlsMode,
        tls,
        user,
        credentials,
        options,
        loops,
        known,
        choice,
        value,
        watching);
  }

  /** Returns the configuration for one of a list of servers. */
  Pop3ClientConfig withServer(ServerAddress server) {
    return new Pop3ClientConfig(
        server.host(),
        server.port() == server.tlsMode().defaultPort() ? 0 : server.port(),
        server.tlsMode(),
        tls,
        user,
        credentials,
        options,
        loops,
        known,
        ServerChoice.ONE,
        connecting,
        watching);
  }

  /** Returns the configuration for a list of servers, the first of which it tells of itself. */
  Pop3ClientConfig withServers(List<ServerAddress> servers) {
    return withServer(servers.get(0)).withChoice(new ServerChoice(servers, null));
  }

  /** Returns the configuration for the servers of a mail domain. */
  Pop3ClientConfig withDomain(ServerChoice.Domain domain) {
    return withServer(ServerAddress.implicitTls(domain.name()))
        .withChoice(new ServerChoice(List.of(), domain));
  }

  private Pop3ClientConfig withChoice(ServerChoice value) {
    return new Pop3ClientConfig(
        host,
        fixedPort,
        tlsMode,
        tls,
        user,
        credentials,
        options,
        loops,
        known,
        value,
        connecting,
        watching);
  }

  Pop3ClientConfig withWatching(Watching value) {
    return new Pop3ClientConfig(
        host,
        fixedPort,
        tlsMode,
        tls,
        user,
        credentials,
        options,
        loops,
        known,
        choice,
        connecting,
        value);
  }
}
