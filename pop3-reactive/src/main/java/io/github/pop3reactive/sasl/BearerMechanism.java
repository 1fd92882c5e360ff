// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.sasl;

import io.github.pop3reactive.sasl.Credentials.Kind;
import java.nio.charset.StandardCharsets;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * OAUTHBEARER (RFC 7628) and its predecessor XOAUTH2: an access token, for use within TLS. A server
 * that refuses says why in a challenge, which takes one more answer before the refusal itself.
 */
final class BearerMechanism implements SaslMechanism {
  private static final String SEPARATOR = "\1";

  private final boolean standard;

  BearerMechanism(boolean standard) {
    this.standard = standard;
  }

  @Override
  public String name() {
    return standard ? "OAUTHBEARER" : "XOAUTH2";
  }

  @Override
  public boolean accepts(Credentials credentials) {
    return credentials.kind() == Kind.TOKEN;
  }

  @Override
  public Mono<SaslConversation> start(Credentials credentials, SaslContext context) {
    return credentials
        .secret(Kind.TOKEN)
        .map(
            token -> {
              String user = credentials.user();
              if (user.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("a control character in a user name");
              }
              if (token.isEmpty() || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                throw new IllegalArgumentException("not the form of a bearer token");
              }
              String bearer = "auth=Bearer " + token + SEPARATOR + SEPARATOR;
              return standard
                  ? new Conversation(header(user, context) + bearer, SEPARATOR)
                  : new Conversation("user=" + user + SEPARATOR + bearer, "");
            });
  }

  /** RFC 7628 section 3.1, the header of RFC 5801 first. */
  private static String header(String user, SaslContext context) {
    StringBuilder header = new StringBuilder("n,");
    if (!user.isEmpty()) {
      header.append("a=").append(user.replace("=", "=3D").replace(",", "=2C"));
    }
    header.append(',').append(SEPARATOR);
    if (context.host() != null) {
      header.append("host=").append(context.host()).append(SEPARATOR);
      if (context.port() > 0) {
        header.append("port=").append(context.port()).append(SEPARATOR);
      }
    }
    return header.toString();
  }

  private static final class Conversation implements SaslConversation {
    private final byte[] message;
    private final byte[] answerToError;
    private @Nullable String error;

    Conversation(String message, String answerToError) {
      this.message = message.getBytes(StandardCharsets.UTF_8);
      this.answerToError = answerToError.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public byte[] initialResponse() {
      return message;
    }

    @Override
    public Mono<byte[]> respond(byte[] challenge) {
      if (error != null) {
        return Mono.error(new SaslException("a challenge after the error"));
      }
      error = new String(challenge, StandardCharsets.UTF_8);
      return Mono.just(answerToError);
    }

    @Override
    public boolean isComplete() {
      return error == null;
    }

    @Override
    public @Nullable String serverError() {
      return error;
    }
  }
}
