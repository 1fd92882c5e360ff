// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.config;

import java.net.URI;
import java.net.URISyntaxException;
import reactor.netty.transport.ProxyProvider;
import reactor.netty.transport.ProxyProvider.Proxy;

/** Reads {@code socks5://host:port}, {@code socks4://host:port} and {@code http://host:port}. */
final class ProxyUri {
  private ProxyUri() {}

  /**
   * Returns the proxy.
   *
   * @throws ConfigException if it is no such URI; the message does not repeat it
   */
  static ProxyProvider parse(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw wrong();
    }
    boolean bare =
        uri.getRawUserInfo() == null
            && (uri.getRawPath() == null || uri.getRawPath().matches("/?"))
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null;
    if (!bare || uri.getScheme() == null || uri.getHost() == null || uri.getPort() < 1) {
      throw wrong();
    }
    Proxy type =
        switch (uri.getScheme()) {
          case "socks5" -> Proxy.SOCKS5;
          case "socks4" -> Proxy.SOCKS4;
          case "http" -> Proxy.HTTP;
          default -> throw wrong();
        };
    return ProxyProvider.builder().type(type).host(uri.getHost()).port(uri.getPort()).build();
  }

  private static ConfigException wrong() {
    return new ConfigException(
        "--proxy is none of socks5://HOST:PORT, socks4://HOST:PORT, http://HOST:PORT");
  }
}
