// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.sasl;

import io.github.pop3reactive.sasl.Credentials.Kind;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A mechanism that sends user and password as they are, for use within TLS. */
final class ClearPasswordMechanism implements SaslMechanism {
  private final String name;
  private final BiFunction<String, String, SaslConversation> conversation;

  private ClearPasswordMechanism(
      String name, BiFunction<String, String, SaslConversation> conversation) {
    this.name = name;
    this.conversation = conversation;
  }

  /** PLAIN (RFC 4616): both in one message. */
  static SaslMechanism plain() {
    return new ClearPasswordMechanism(
        "PLAIN", (user, password) -> new OneMessage("\0" + user + "\0" + password));
  }

  /** LOGIN (draft-murchison-sasl-login): each in answer to a prompt whose text does not matter. */
  static SaslMechanism login() {
    return new ClearPasswordMechanism("LOGIN", (user, password) -> new Prompted(user, password));
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
              if (credentials.user().indexOf('\0') >= 0 || password.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("NUL in a user name or password");
              }
              return conversation.apply(credentials.user(), password);
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
