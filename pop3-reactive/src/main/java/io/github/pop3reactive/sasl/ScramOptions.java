// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.sasl;

import java.util.List;

/**
 * What SCRAM takes from a server, and what a login with one of its -PLUS mechanisms is bound to.
 *
 * @param maxIterations how often a server may have the password hashed before the login fails
 *     instead, from 4096 to 999,999,999; 600,000 by default, which takes about a second on a thread
 *     that may block
 * @param channelBindings the types of channel binding that may be used, the preferred first; by
 *     default tls-exporter (RFC 9266), which not every engine of TLS has, and then
 *     tls-server-end-point (RFC 5929). The first that the connection has is used. A server that
 *     knows another only refuses it, and the login fails
 */
public record ScramOptions(int maxIterations, List<String> channelBindings) {
  /** What a server has to ask for at least (RFC 7677 section 4). */
  static final int MIN_ITERATIONS = 4096;

  private static final int MOST_ITERATIONS = 999_999_999;

  /** The defaults. */
  public static final ScramOptions DEFAULT =
      new ScramOptions(600_000, List.of("tls-exporter", "tls-server-end-point"));

  /**
   * Checks the bounds and copies the list.
   *
   * @throws IllegalArgumentException if {@code maxIterations} is out of bounds
   */
  public ScramOptions {
    if (maxIterations < MIN_ITERATIONS || maxIterations > MOST_ITERATIONS) {
      throw new IllegalArgumentException("maxIterations is out of bounds");
    }
    channelBindings = List.copyOf(channelBindings);
  }

  /** Returns these options with another ceiling. */
  public ScramOptions withMaxIterations(int value) {
    return new ScramOptions(value, channelBindings);
  }

  /** Returns these options with these types of channel binding. */
  public ScramOptions withChannelBindings(String... types) {
    return new ScramOptions(maxIterations, List.of(types));
  }
}
