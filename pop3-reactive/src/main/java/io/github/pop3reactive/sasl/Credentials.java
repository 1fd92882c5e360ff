// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.sasl;

import reactor.core.publisher.Mono;

/**
 * Who logs in, and where the secret comes from. The secret is asked for at login time, once for
 * each login; it is never cached here and never part of {@link #toString()}.
 */
public final class Credentials {
  private final String user;
  private final Mono<? extends CharSequence> secret;

  private Credentials(String user, Mono<? extends CharSequence> secret) {
    this.user = user;
    this.secret = secret;
  }

  /** Returns credentials with a password that is known from the start. */
  public static Credentials of(String user, CharSequence password) {
    return new Credentials(user, Mono.just(password));
  }

  /**
   * Returns credentials whose secret is asked for at each login. The login fails with the
   * publisher's error, and with {@link IllegalStateException} if it is empty.
   */
  public static Credentials of(String user, Mono<? extends CharSequence> secret) {
    return new Credentials(user, secret);
  }

  /** Returns the name of the user. */
  public String user() {
    return user;
  }

  /** Returns the secret; subscribe at login time. */
  public Mono<String> secret() {
    return secret
        .<String>map(CharSequence::toString)
        .switchIfEmpty(
            Mono.error(() -> new IllegalStateException("the publisher of the secret is empty")));
  }

  @Override
  public String toString() {
    return "Credentials[" + user + ", ***]";
  }
}
