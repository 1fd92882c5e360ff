// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.ingest;

import io.github.pop3reactive.cli.config.ConfigException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * The name of a mailbox's Maildir: its id with letters, digits and {@code + - @ .} kept and other
 * octets as {@code %XX}, a leading dot among them. Different ids have different names.
 */
public final class MaildirName {
  private static final int MAX_LENGTH = 255;

  private MaildirName() {}

  /**
   * Returns the Maildir of a mailbox below a directory.
   *
   * @throws ConfigException if the name would be too long for a file system
   */
  public static Path in(Path directory, String mailbox) {
    StringBuilder name = new StringBuilder();
    for (byte octet : mailbox.getBytes(StandardCharsets.UTF_8)) {
      if (isKept(octet) && !(octet == '.' && name.isEmpty())) {
        name.append((char) octet);
      } else {
        name.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
      }
    }
    if (name.length() > MAX_LENGTH) {
      throw new ConfigException("an id is too long for the name of a directory: " + mailbox);
    }
    return directory.resolve(name.toString());
  }

  private static boolean isKept(byte octet) {
    return (octet >= 'a' && octet <= 'z')
        || (octet >= 'A' && octet <= 'Z')
        || (octet >= '0' && octet <= '9')
        || "+-@.".indexOf(octet) >= 0;
  }
}
