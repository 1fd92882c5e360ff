// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.sasl;

import reactor.core.publisher.Mono;

/** Where an access token comes from (RFC 6750). */
@FunctionalInterface
public interface TokenSource {

  /**
   * Returns a publisher of a token, without a prefix such as {@code Bearer}. It is subscribed to on
   * an event loop and must not block it.
   *
   * @param refused whether the token given before was refused in this login; then a cached one will
   *     not do
   */
  Mono<? extends CharSequence> token(boolean refused);
}
