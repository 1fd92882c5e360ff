// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.tls;

/** When a connection becomes a TLS connection. There is no mode that falls back to clear. */
public enum TlsMode {
  /** From its first octet, by default on port 995 (RFC 8314). */
  IMPLICIT(995),

  /** With STLS before anything else, by default on port 110 (RFC 2595); without it, not at all. */
  STLS(110),

  /** Never, by default on port 110. */
  NONE(110);

  private final int defaultPort;

  TlsMode(int defaultPort) {
    this.defaultPort = defaultPort;
  }

  /** Returns the port that is registered for the mode. */
  public int defaultPort() {
    return defaultPort;
  }
}
