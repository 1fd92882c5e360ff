// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.sasl;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a mechanism may know of the connection that it logs in on. */
public interface SaslContext {

  /** A connection of which nothing is known. */
  SaslContext UNKNOWN = new KnownPeer(null, 0);

  /** Returns the context of a connection to this host, by name or address, and port. */
  static SaslContext of(String host, int port) {
    return new KnownPeer(host, port);
  }

  /** Returns the host that was connected to, by name or address, or null if it is not known. */
  @Nullable String host();

  /** Returns the port that was connected to, or 0 if it is not known. */
  int port();

  /**
   * Returns the data of a channel binding (RFC 5056) of this connection, or null if it has none of
   * the type.
   *
   * @param type the registered name, such as {@code tls-server-end-point}
   */
  byte @Nullable [] channelBinding(String type);

  /** Returns the mechanisms that the server announces, in upper case; none if not known. */
  Set<String> announced();
}
