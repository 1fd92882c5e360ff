// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.sasl;

/** The mechanisms that come with the library. */
public final class SaslMechanisms {
  private static final SaslMechanism PLAIN = new PlainMechanism();

  private SaslMechanisms() {}

  /** Returns PLAIN (RFC 4616). Fails at login if user or password hold NUL. */
  public static SaslMechanism plain() {
    return PLAIN;
  }
}
