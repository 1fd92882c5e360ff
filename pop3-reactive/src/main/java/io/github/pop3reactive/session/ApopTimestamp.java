// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a greeting offers for APOP (RFC 1939 section 7). Only what has the form of a msg-id (RFC
 * 822) is taken: collisions of MD5 that tell of the password need octets that no msg-id has.
 */
record ApopTimestamp(String text) {
  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final String DOT_ATOM = ATOM + "(?:\\." + ATOM + ")*";
  private static final String QUOTED = "\"[!#-\\[\\]-~]*\"";
  private static final String LITERAL = "\\[[!-Z^-~]*]";
  private static final Pattern MSG_ID =
      Pattern.compile("<(?:" + DOT_ATOM + "|" + QUOTED + ")@(?:" + DOT_ATOM + "|" + LITERAL + ")>");

  static @Nullable ApopTimestamp in(@Nullable Pop3Response greeting) {
    if (greeting == null) {
      return null;
    }
    Matcher matcher = MSG_ID.matcher(greeting.text());
    return matcher.find() ? new ApopTimestamp(matcher.group()) : null;
  }

  String digest(String password) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      md5.update(text.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(md5.digest(password.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no MD5, which APOP needs", e);
    }
  }
}
