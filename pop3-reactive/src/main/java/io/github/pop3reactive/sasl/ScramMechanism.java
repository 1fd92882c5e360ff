// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.sasl;

import com.ongres.scram.client.ScramClient;
import io.github.pop3reactive.sasl.Credentials.Kind;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * SCRAM (RFC 5802, RFC 7677): the password stays here, and the server proves that it knows it too;
 * as -PLUS, on this very connection.
 */
final class ScramMechanism implements SaslMechanism {
  private static final String PLUS = "-PLUS";

  private final String name;
  private final ScramOptions options;
  private final @Nullable Supplier<String> nonces;

  ScramMechanism(String name, ScramOptions options) {
    this(name, options, null);
  }

  /** Makes a mechanism with nonces that are known. */
  ScramMechanism(String name, ScramOptions options, @Nullable Supplier<String> nonces) {
    this.name = name;
    this.options = options;
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

  private boolean isPlus() {
    return name.endsWith(PLUS);
  }

  @Override
  public boolean suits(SaslContext context) {
    return !isPlus() || binding(context) != null;
  }

  /** Returns the type of the channel binding to use, or null. */
  private @Nullable String binding(SaslContext context) {
    for (String type : options.channelBindings()) {
      if (context.channelBinding(type) != null) {
        return type;
      }
    }
    return null;
  }

  /**
   * Returns what decides on the flag of the GS2 header (RFC 5802 section 6): {@code p} with -PLUS,
   * {@code y} if it could have been and the server has a list without it, else {@code n}.
   */
  private @Nullable String flagged(SaslContext context) {
    Set<String> announced = context.announced();
    boolean missed =
        !announced.isEmpty()
            && announced.stream()
                .noneMatch(other -> other.startsWith("SCRAM-") && other.endsWith(PLUS));
    return isPlus() || missed ? binding(context) : null;
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
              String binding = flagged(context);
              if (binding != null) {
                client.channelBinding(binding, context.channelBinding(binding));
              }
              if (nonces != null) {
                client.nonceSupplier(nonces);
              }
              return new ScramConversation(client.build(), options.maxIterations());
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
