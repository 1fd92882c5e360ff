// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The servers that a client may connect to: those of a list, or those of a mail domain, or else the
 * one host and port of its configuration.
 */
record ServerChoice(List<ServerAddress> servers, @Nullable Domain domain) {
  static final ServerChoice ONE = new ServerChoice(List.of(), null);

  /**
   * A mail domain whose servers the DNS tells.
   *
   * @param trusted the hosts beyond the domain that may stand for it
   */
  record Domain(String name, Predicate<String> trusted) {}
}
