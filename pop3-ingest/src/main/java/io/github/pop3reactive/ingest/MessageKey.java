// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

/**
 * What identifies a message within its mailbox, in every session.
 *
 * @param uniqueId the unique-id, one character per octet (ISO 8859-1), never empty. It is the
 *     server's: {@link #toString} is fit for a log, this is not
 * @param occurrence 0 for the first message with that unique-id in the order of the listing, 1 for
 *     the next copy, and so on
 */
public record MessageKey(String uniqueId, int occurrence) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the unique-id is empty or has a character above U+00FF, or
   *     the occurrence is negative
   */
  public MessageKey {
    if (uniqueId.isEmpty() || uniqueId.chars().anyMatch(c -> c > 0xff)) {
      throw new IllegalArgumentException("a unique-id is one or more octets");
    }
    if (occurrence < 0) {
      throw new IllegalArgumentException("occurrence is negative");
    }
  }

  /** Returns the unique-id with what is not printable US-ASCII escaped, and a later occurrence. */
  @Override
  public String toString() {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < uniqueId.length(); i++) {
      char c = uniqueId.charAt(i);
      if (c > ' ' && c < 0x7f && c != '\\') {
        shown.append(c);
      } else {
        shown.append(String.format("\\x%02x", (int) c));
      }
    }
    return occurrence == 0 ? shown.toString() : shown + " (copy " + occurrence + ")";
  }
}
