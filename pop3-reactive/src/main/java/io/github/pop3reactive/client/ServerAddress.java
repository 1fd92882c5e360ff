// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.tls.TlsMode;

/**
 * Where a server is and when it is secured, for {@link Pop3Client#servers}.
 *
 * @param host its name, in ASCII after construction, or its address
 * @param port its port; 0 is turned into the one of the mode
 * @param tlsMode when a connection to it becomes a TLS connection
 */
public record ServerAddress(String host, int port, TlsMode tlsMode) {
  private static final int MAX_PORT = 65535;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException as {@link Pop3Client#host} and for a port beyond 65535
   */
  public ServerAddress {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("the host is empty");
    }
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("port " + port);
    }
    host = HostName.ascii(host);
    port = port == 0 ? tlsMode.defaultPort() : port;
  }

  /** Returns a server that speaks TLS from the first octet, at port 995. */
  public static ServerAddress implicitTls(String host) {
    return new ServerAddress(host, 0, TlsMode.IMPLICIT);
  }

  /** Returns a server that is to be secured with STLS, at port 110. */
  public static ServerAddress stls(String host) {
    return new ServerAddress(host, 0, TlsMode.STLS);
  }

  /** Returns the same server at another port. */
  public ServerAddress withPort(int value) {
    return new ServerAddress(host, value, tlsMode);
  }
}
