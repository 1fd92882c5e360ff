// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.sasl;

import reactor.core.publisher.Mono;

/**
 * A SASL mechanism (RFC 4422), the client's side. Implementations do no input or output of their
 * own and are shared by all sessions; the state of one login is in its {@link SaslConversation}.
 */
public interface SaslMechanism {

  /** Returns the registered name, in upper case. */
  String name();

  /**
   * Returns whether these are credentials of the kind that the mechanism needs. Otherwise it is
   * never chosen, and a login that demands it fails with {@link IllegalArgumentException}.
   */
  default boolean accepts(Credentials credentials) {
    return true;
  }

  /**
   * Returns whether the connection has what the mechanism needs. Otherwise it is passed over, and a
   * login that demands it fails with {@link IllegalArgumentException}.
   */
  default boolean suits(SaslContext context) {
    return true;
  }

  /**
   * Begins a login. What takes long, such as asking for the secret or deriving a key, belongs into
   * the publisher and not on the thread that subscribes, which is an event loop.
   */
  Mono<? extends SaslConversation> start(Credentials credentials, SaslContext context);
}
