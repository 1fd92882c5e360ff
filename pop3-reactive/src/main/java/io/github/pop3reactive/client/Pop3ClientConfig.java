// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.session.SessionOptions;
import io.github.pop3reactive.tls.TlsMode;
import io.github.pop3reactive.tls.TlsOptions;
import java.time.Duration;
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
        name, fixedPort, tlsMode, tls, user, credentials, options, loops, known, watching);
  }

  Pop3ClientConfig withPort(int value) {
    return new Pop3ClientConfig(
        host, value, tlsMode, tls, user, credentials, options, loops, known, watching);
  }

  Pop3ClientConfig withTlsMode(TlsMode value) {
    return new Pop3ClientConfig(
        host, fixedPort, value, tls, user, credentials, options, loops, known, watching);
  }

  Pop3ClientConfig withTls(TlsOptions value) {
    return new Pop3ClientConfig(
        host, fixedPort, tlsMode, value, user, credentials, options, loops, known, watching);
  }

  Pop3ClientConfig withUser(String value) {
    return new Pop3ClientConfig(
        host, fixedPort, tlsMode, tls, value, credentials, options, loops, known, watching);
  }

  Pop3ClientConfig withCredentials(Credentials value) {
    return new Pop3ClientConfig(
        host, fixedPort, tlsMode, tls, value.user(), value, options, loops, known, watching);
  }

  Pop3ClientConfig withoutCredentials() {
    return new Pop3ClientConfig(
        host, fixedPort, tlsMode, tls, user, null, options, loops, known, watching);
  }

  Pop3ClientConfig withOptions(SessionOptions value) {
    return new Pop3ClientConfig(
        host, fixedPort, tlsMode, tls, user, credentials, value, loops, known, watching);
  }

  Pop3ClientConfig withLoops(LoopResources value) {
    return new Pop3ClientConfig(
        host, fixedPort, tlsMode, tls, user, credentials, options, value, known, watching);
  }

  Pop3ClientConfig withKnown(KnownServers value) {
    return new Pop3ClientConfig(
        host, fixedPort, tlsMode, tls, user, credentials, options, loops, value, watching);
  }

  Pop3ClientConfig withWatching(Watching value) {
    return new Pop3ClientConfig(
        host, fixedPort, tlsMode, tls, user, credentials, options, loops, known, value);
  }
}
