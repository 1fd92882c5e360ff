// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.sasl;

import com.ongres.saslprep.SASLprep;
import com.ongres.stringprep.Profile;
import java.util.function.UnaryOperator;

/**
 * Prepares user names and passwords for comparison (RFC 4013). A text that SASLprep does not permit
 * fails with {@link IllegalArgumentException}, whose message does not repeat it.
 */
public final class SaslPrep {
  private static final Profile PROFILE = new SASLprep();

  private SaslPrep() {}

  /** Prepares a text that is compared with a stored one; code points not assigned are let pass. */
  public static String query(String text) {
    return prepared(PROFILE::prepareQuery, text);
  }

  /** Prepares a text that is stored, or of which a proof is made. */
  public static String stored(String text) {
    return prepared(PROFILE::prepareStored, text);
  }

  private static String prepared(UnaryOperator<String> profile, String text) {
    try {
      return profile.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("SASLprep (RFC 4013) does not permit a character");
    }
  }
}
