// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.config;

/** Who logs in where. */
record Account(String user, String host, int port) {

  /** Returns {@code user@host:port}. */
  @Override
  public String toString() {
    return user + "@" + host + ":" + port;
  }
}
