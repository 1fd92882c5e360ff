// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.sasl;

import io.github.pop3reactive.sasl.Credentials.Kind;
import java.nio.charset.StandardCharsets;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * LOGIN (draft-murchison-sasl-login): user and password in clear, each in answer to a prompt whose
 * text does not matter.
 */
final class LoginMechanism implements SaslMechanism {

  @Override
  public String name() {
    return "LOGIN";
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
              if (credentials.user().indexOf('\0') >= 0 || password.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("NUL in a user name or password");
              }
              return new Prompted(credentials.user(), password);
            });
  }

  private static final class Prompted implements SaslConversation {
    private final String[] answers;
    private int next;

    Prompted(String... answers) {
      this.answers = answers;
    }

    @Override
    public byte @Nullable [] initialResponse() {
      return null;
    }

    @Override
    public Mono<byte[]> respond(byte[] challenge) {
      return next == answers.length
          ? Mono.error(new SaslException("LOGIN has two prompts"))
          : Mono.just(answers[next++].getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean isComplete() {
      return true;
    }
  }
}
