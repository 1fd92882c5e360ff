// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.session.SessionOptions;
import io.github.pop3reactive.tls.TlsMode;
import io.github.pop3reactive.tls.TlsOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;

/** What a client is made of. Each method whose name begins with {@code with} makes a copy. */
final class Pop3ClientConfig {
  private static final Duration KNOWN_FOR = Duration.ofHours(1);
  private static final int MAX_PORT = 65535;

  private String host = "localhost";

  /** 0 stands for the port of the mode. */
  private int fixedPort;

  private TlsMode tlsMode = TlsMode.IMPLICIT;
  private TlsOptions tls = TlsOptions.DEFAULT;
  private @Nullable String user;
  private @Nullable Credentials credentials;
  private SessionOptions options = SessionOptions.DEFAULT;
  private @Nullable LoopResources loops;
  private KnownServers known;
  private ServerChoice choice = ServerChoice.ONE;
  private ConnectOptions connecting = ConnectOptions.DEFAULT;
  private Watching watching = Watching.NONE;

  private Pop3ClientConfig(KnownServers known) {
    this.known = known;
  }

  private Pop3ClientConfig(Pop3ClientConfig from) {
    this.host = from.host;
    this.fixedPort = from.fixedPort;
    this.tlsMode = from.tlsMode;
    this.tls = from.tls;
    this.user = from.user;
    this.credentials = from.credentials;
    this.options = from.options;
    this.loops = from.loops;
    this.known = from.known;
    this.choice = from.choice;
    this.connecting = from.connecting;
    this.watching = from.watching;
  }

  static Pop3ClientConfig newDefault() {
    return new Pop3ClientConfig(new KnownServers(KNOWN_FOR));
  }

  private Pop3ClientConfig with(Consumer<Pop3ClientConfig> change) {
    Pop3ClientConfig copy = new Pop3ClientConfig(this);
    change.accept(copy);
    return copy;
  }

  Pop3ClientConfig withHost(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("the host is empty");
    }
    String name = HostName.ascii(value);
    return withChoice(ServerChoice.ONE).with(copy -> copy.host = name);
  }

  Pop3ClientConfig withPort(int value) {
    if (value < 0 || value > MAX_PORT) {
      throw new IllegalArgumentException("port " + value);
    }
    return withChoice(ServerChoice.ONE).with(copy -> copy.fixedPort = value);
  }

  Pop3ClientConfig withTlsMode(TlsMode value) {
    return withChoice(ServerChoice.ONE).with(copy -> copy.tlsMode = value);
  }

  Pop3ClientConfig withTls(TlsOptions value) {
    return with(copy -> copy.tls = value);
  }

  Pop3ClientConfig withUser(String value) {
    return with(copy -> copy.user = value);
  }

  Pop3ClientConfig withCredentials(Credentials value) {
    return withUser(value.user()).with(copy -> copy.credentials = value);
  }

  Pop3ClientConfig withoutCredentials() {
    return with(copy -> copy.credentials = null);
  }

  Pop3ClientConfig withOptions(SessionOptions value) {
    return with(copy -> copy.options = value);
  }

  Pop3ClientConfig withLoops(LoopResources value) {
    return with(copy -> copy.loops = value);
  }

  Pop3ClientConfig withKnown(KnownServers value) {
    return with(copy -> copy.known = value);
  }

  Pop3ClientConfig withConnecting(ConnectOptions value) {
    return with(copy -> copy.connecting = value);
  }

  Pop3ClientConfig withWatching(Watching value) {
    return with(copy -> copy.watching = value);
  }

  /** Returns the configuration for this one of several servers. */
  Pop3ClientConfig withServer(ServerAddress server) {
    int port = server.port() == server.tlsMode().defaultPort() ? 0 : server.port();
    return withHost(server.host()).withTlsMode(server.tlsMode()).withPort(port);
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
    return with(copy -> copy.choice = value);
  }

  String host() {
    return host;
  }

  int port() {
    return fixedPort == 0 ? tlsMode.defaultPort() : fixedPort;
  }

  TlsMode tlsMode() {
    return tlsMode;
  }

  TlsOptions tls() {
    return tls;
  }

  @Nullable String user() {
    return user;
  }

  @Nullable Credentials credentials() {
    return credentials;
  }

  SessionOptions options() {
    return options;
  }

  @Nullable LoopResources loops() {
    return loops;
  }

  KnownServers known() {
    return known;
  }

  ServerChoice choice() {
    return choice;
  }

  ConnectOptions connecting() {
    return connecting;
  }

  Watching watching() {
    return watching;
  }
}
