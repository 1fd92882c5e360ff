// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Response;
import io.github.pop3reactive.codec.ResponseCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;

/**
 * What one login sent and nobody else may read. Some servers repeat in their refusal what they were
 * sent; text that holds a secret is withheld as a whole, since what is left of it would tell the
 * secret's place and length.
 */
final class LoginSecrets {
  private static final String WITHHELD = "(text withheld, it repeats a secret)";

  private final String user;
  private final Set<String> secrets = new HashSet<>();

  LoginSecrets(String user) {
    this.user = user;
  }

  /** Adds a secret as it is on the wire. */
  void add(String secret) {
    if (!secret.isEmpty() && !secret.equals(user)) {
      secrets.add(secret);
    }
  }

  /** Adds a message of a mechanism: what is sent, what it encodes, and the fields in that. */
  void add(byte[] message) {
    add(Base64.getEncoder().encodeToString(message));
    String text = new String(message, StandardCharsets.UTF_8);
    add(text);
    for (String field : text.split("[\\x00\\x01]", -1)) {
      if (!field.endsWith("=" + user)) {
        add(field.substring(field.lastIndexOf(' ') + 1));
      }
    }
  }

  /** Returns the response without what repeats a secret. */
  Pop3Response redact(Pop3Response response) {
    ResponseCode code = response.code();
    boolean codeTells = code != null && tells(code.value());
    boolean textTells = tells(response.text());
    return codeTells || textTells
        ? new Pop3Response(
            response.status(), codeTells ? null : code, textTells ? WITHHELD : response.text())
        : response;
  }

  /** Returns the text, or that it is withheld. */
  String redact(String text) {
    return tells(text) ? WITHHELD : text;
  }

  private boolean tells(String text) {
    return secrets.stream().anyMatch(text::contains);
  }
}
