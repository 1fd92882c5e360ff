// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.sasl;

import com.ongres.scram.client.ScramClient;
import io.github.pop3reactive.sasl.Credentials.Kind;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * SCRAM (RFC 5802, RFC 7677) without channel binding: the password stays here, and the server
 * proves that it knows it too.
 */
final class ScramMechanism implements SaslMechanism {
  private final String name;
  private final @Nullable Supplier<String> nonces;

  ScramMechanism(String name) {
    this(name, null);
  }

  /** Makes a mechanism with nonces that are known. */
  ScramMechanism(String name, @Nullable Supplier<String> nonces) {
    this.name = name;
    this.nonces = nonces;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean accepts(Credentials credentials) {
    return credentials.kind() == Kind.PASSWORD;
  }

  @Override
  public Mono<SaslConversation> start(Credentials credentials, SaslContext context) {
    return credentials
        .secret(Kind.PASSWORD)
        .map(
            password -> {
              String user = prepared(SaslPrep::query, credentials.user(), "user name");
              String secret = prepared(SaslPrep::stored, password, "password");
              var client =
                  ScramClient.builder()
                      .advertisedMechanisms(List.of(name))
                      .username(user)
                      .password(secret.toCharArray());
              return new ScramConversation(
                  (nonces == null ? client : client.nonceSupplier(nonces)).build());
            });
  }

  /** Applies SASLprep; what it says of a secret that it does not permit is kept back. */
  private static String prepared(UnaryOperator<String> profile, String text, String what) {
    String prepared;
    try {
      prepared = profile.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("SASLprep (RFC 4013) does not permit the " + what);
    }
    if (prepared.isEmpty()) {
      throw new IllegalArgumentException("SCRAM needs a " + what);
    }
    return prepared;
  }
}
