// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.tls.TlsMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Reads {@code pop3s://user@host:port} and {@code pop3://user@host:port}. */
final class Pop3Uri {
  private Pop3Uri() {}

  static Pop3ClientConfig apply(String text, Pop3ClientConfig base) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a URI, at index " + e.getIndex());
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    TlsMode mode =
        switch (scheme) {
          case "pop3s" -> TlsMode.IMPLICIT;
          case "pop3" -> TlsMode.STLS;
          default -> throw new IllegalArgumentException("the scheme is neither pop3s nor pop3");
        };
    String user = uri.getRawUserInfo();
    if (user != null && user.indexOf(':') >= 0) {
      throw new IllegalArgumentException("a URI must not hold a password");
    }
    String host = uri.getHost();
    if (host == null || host.isEmpty()) {
      throw new IllegalArgumentException("no host in the URI");
    }
    boolean path = uri.getRawPath() != null && !uri.getRawPath().matches("/?");
    if (path || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("the URI has a path, a query or a fragment");
    }
    boolean literal = host.startsWith("[");
    Pop3ClientConfig config =
        base.withTlsMode(mode)
            .withHost(literal ? host.substring(1, host.length() - 1) : host)
            .withPort(Math.max(0, uri.getPort()));
    return user == null ? config : config.withUser(uri.getUserInfo());
  }
}
