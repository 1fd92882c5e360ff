// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.sasl;

import io.github.pop3reactive.sasl.Credentials.Kind;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Mono;

/** EXTERNAL (RFC 4422 appendix A) and ANONYMOUS (RFC 4505): an identity and no secret. */
final class IdentityMechanism implements SaslMechanism {
  private static final int MAX_OCTETS = 1020;

  private final String name;
  private final Kind kind;

  IdentityMechanism(String name, Kind kind) {
    this.name = name;
    this.kind = kind;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean accepts(Credentials credentials) {
    return credentials.kind() == kind;
  }

  @Override
  public Mono<SaslConversation> start(Credentials credentials, SaslContext context) {
    return Mono.fromCallable(
        () -> {
          String identity = credentials.user();
          boolean control = identity.chars().anyMatch(Character::isISOControl);
          if (control || identity.getBytes(StandardCharsets.UTF_8).length > MAX_OCTETS) {
            throw new IllegalArgumentException(
                name + " takes up to " + MAX_OCTETS + " octets without control characters");
          }
          return new OneMessage(identity);
        });
  }
}
