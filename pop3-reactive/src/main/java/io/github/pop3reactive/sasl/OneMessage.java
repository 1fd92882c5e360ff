// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.sasl;

import java.nio.charset.StandardCharsets;
import javax.security.sasl.SaslException;
import reactor.core.publisher.Mono;

/** A conversation in which the client says one thing and the server decides. */
final class OneMessage implements SaslConversation {
  private final byte[] message;

  OneMessage(String message) {
    this.message = message.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] initialResponse() {
    return message;
  }

  @Override
  public Mono<byte[]> respond(byte[] challenge) {
    return Mono.error(new SaslException("the mechanism has no challenges"));
  }

  @Override
  public boolean isComplete() {
    return true;
  }
}
