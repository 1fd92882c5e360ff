// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest.sink;

import io.github.pop3reactive.ingest.MessageKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * File names from mailboxes and unique-ids, which a server chooses. Different ones give different
 * names: parts are escaped so that they can be told back, or end with a hash behind a tilde, which
 * an escaped part does not have; the underscore between them is in no part either.
 */
final class EmlName {
  private static final String KEPT =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-@.";
  private static final int MAX_PART = 100;
  private static final int HASH_OCTETS = 16;

  private EmlName() {}

  static String of(String mailbox, MessageKey key) {
    String name =
        part(mailbox.getBytes(StandardCharsets.UTF_8))
            + "_"
            + part(key.uniqueId().getBytes(StandardCharsets.ISO_8859_1));
    return key.occurrence() == 0 ? name : name + "_c" + key.occurrence();
  }

  private static String part(byte[] octets) {
    StringBuilder part = new StringBuilder();
    for (byte octet : octets) {
      if (KEPT.indexOf(octet) >= 0 && !(octet == '.' && part.isEmpty())) {
        part.append((char) octet);
      } else {
        part.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
      }
    }
    if (part.length() > MAX_PART) {
      part.setLength(MAX_PART - 2 * HASH_OCTETS - 1);
      part.append('~').append(HexFormat.of().formatHex(sha256(octets), 0, HASH_OCTETS));
    }
    return part.toString();
  }

  private static byte[] sha256(byte[] octets) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(octets);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
