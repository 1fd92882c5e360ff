// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.sasl.SaslContext;
import io.github.pop3reactive.sasl.SaslMechanism;
import org.jspecify.annotations.Nullable;

/** A way to log in: a SASL mechanism, or one of the two that POP3 has of its own. */
public final class LoginMethod {

  /** USER and PASS (RFC 1939 section 7), which send the password. */
  public static final LoginMethod USER_PASS = new LoginMethod("USER", null);

  /** APOP (RFC 1939 section 7), which is weak and never chosen by default. */
  public static final LoginMethod APOP = new LoginMethod("APOP", null);

  private final String name;
  private final @Nullable SaslMechanism mechanism;

  private LoginMethod(String name, @Nullable SaslMechanism mechanism) {
    this.name = name;
    this.mechanism = mechanism;
  }

  /** Returns AUTH with this mechanism (RFC 5034). */
  public static LoginMethod sasl(SaslMechanism mechanism) {
    return new LoginMethod(mechanism.name(), mechanism);
  }

  /** Returns the name of the mechanism, or {@code USER} or {@code APOP}. */
  public String name() {
    return name;
  }

  @Nullable SaslMechanism mechanism() {
    return mechanism;
  }

  boolean accepts(Credentials credentials) {
    return mechanism == null
        ? credentials.kind() == Credentials.Kind.PASSWORD
        : mechanism.accepts(credentials);
  }

  boolean suits(SaslContext context) {
    return mechanism == null || mechanism.suits(context);
  }

  @Override
  public String toString() {
    return name;
  }
}
