// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.sasl;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One side of a conversation, as text. */
final class Talk {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final SaslConversation conversation;

  Talk(SaslMechanism mechanism, Credentials credentials) {
    this(mechanism, credentials, SaslContext.UNKNOWN);
  }

  Talk(SaslMechanism mechanism, Credentials credentials, SaslContext context) {
    this.conversation = mechanism.start(credentials, context).block(SOON);
  }

  String first() {
    byte[] first = conversation.initialResponse();
    return first == null ? null : new String(first, StandardCharsets.UTF_8);
  }

  String answer(String challenge) {
    byte[] octets = challenge.getBytes(StandardCharsets.UTF_8);
    return new String(conversation.respond(octets).block(SOON), StandardCharsets.UTF_8);
  }

  boolean isComplete() {
    return conversation.isComplete();
  }

  String serverError() {
    return conversation.serverError();
  }
}
