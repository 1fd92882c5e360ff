// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.sasl;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Who logs in, and where the secret comes from. The secret is asked for at login time, once for
 * each attempt; it is never cached here and never part of {@link #toString()}. A password is never
 * sent as a token nor a token as a password.
 */
public final class Credentials {

  /** What proves the identity. */
  public enum Kind {
    /** A password. */
    PASSWORD,
    /** An access token of OAuth 2.0. */
    TOKEN,
    /** Something outside of the conversation, such as the client's certificate. */
    EXTERNAL,
    /** Nothing. */
    ANONYMOUS
  }

  private final Kind kind;
  private final String user;
  private final @Nullable TokenSource renewal;
  private final Mono<? extends CharSequence> secret;

  private Credentials(
      Kind kind, String user, Mono<? extends CharSequence> secret, @Nullable TokenSource renewal) {
    this.kind = kind;
    this.user = user;
    this.secret = secret;
    this.renewal = renewal;
  }

  /** Returns credentials with a password that is known from the start. */
  public static Credentials of(String user, CharSequence password) {
    return of(user, Mono.just(password));
  }

  /**
   * Returns credentials whose password is asked for at each login. The login fails with the
   * publisher's error, and with {@link IllegalStateException} if it is empty.
   */
  public static Credentials of(String user, Mono<? extends CharSequence> password) {
    return new Credentials(Kind.PASSWORD, user, password, null);
  }

  /** Returns credentials whose access token is asked for at each login, as {@link #of} says. */
  public static Credentials token(String user, Mono<? extends CharSequence> token) {
    return new Credentials(Kind.TOKEN, user, token, null);
  }

  /**
   * Returns credentials whose access token is asked for at each login and, once, again if the
   * server refuses it and lets the session go on.
   */
  public static Credentials token(String user, TokenSource source) {
    Mono<CharSequence> token = Mono.defer(() -> source.token(false).cast(CharSequence.class));
    return new Credentials(Kind.TOKEN, user, token, source);
  }

  /**
   * Returns credentials for EXTERNAL: what the server knows from elsewhere is the proof.
   *
   * @param authorizationId whom to act as; empty for the identity that the server derives
   */
  public static Credentials external(String authorizationId) {
    return new Credentials(Kind.EXTERNAL, authorizationId, none(), null);
  }

  /**
   * Returns credentials for ANONYMOUS.
   *
   * @param trace who it is, as far as one wants to say: an e-mail address, any other text, or empty
   */
  public static Credentials anonymous(String trace) {
    return new Credentials(Kind.ANONYMOUS, trace, none(), null);
  }

  private static Mono<CharSequence> none() {
    return Mono.error(() -> new IllegalStateException("there is no secret"));
  }

  /** Returns what proves the identity. */
  public Kind kind() {
    return kind;
  }

  /** Returns the name of the user; for ANONYMOUS the trace information. */
  public String user() {
    return user;
  }

  /** Returns the password or token; subscribe at login time. */
  public Mono<String> secret() {
    return secret
        .<String>map(CharSequence::toString)
        .switchIfEmpty(
            Mono.error(() -> new IllegalStateException("the publisher of the secret is empty")));
  }

  /** Returns the secret if it is of this kind, else an error; nothing is asked for then. */
  Mono<String> secret(Kind expected) {
    return kind == expected
        ? secret()
        : Mono.error(() -> new IllegalArgumentException("credentials of kind " + kind));
  }

  /**
   * Returns the credentials to try after these were refused: with a token that the source was told
   * to renew. Null if there is no {@link TokenSource}, or it was told already.
   */
  public @Nullable Credentials renewed() {
    TokenSource source = renewal;
    if (source == null) {
      return null;
    }
    Mono<CharSequence> token = Mono.defer(() -> source.token(true).cast(CharSequence.class));
    return new Credentials(kind, user, token, null);
  }

  @Override
  public String toString() {
    return "Credentials[" + user + ", " + kind + " ***]";
  }
}
