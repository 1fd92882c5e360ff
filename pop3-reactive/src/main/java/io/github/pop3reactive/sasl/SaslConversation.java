// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.sasl;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The client's side of one login with one mechanism. Used by one session, one call at a time. */
public interface SaslConversation {

  /** Returns what the client says first, possibly of length 0, or null if the server begins. */
  byte @Nullable [] initialResponse();

  /**
   * Answers a challenge. Called once for each; not for the empty challenge that merely asks for the
   * initial response. An error cancels the exchange, and the login fails with it as the cause.
   */
  Mono<byte[]> respond(byte[] challenge);

  /**
   * Returns whether the client is content with a positive reply now; false if the server still owes
   * a proof of its own, in which case the login fails.
   */
  boolean isComplete();

  /**
   * Returns why the server refuses, if it said so within the conversation, else null. Becomes part
   * of the failure's message, escaped and shortened.
   */
  default @Nullable String serverError() {
    return null;
  }
}
