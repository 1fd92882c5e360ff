// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

/**
 * A unique-id listing (RFC 1939 section 7): one entry of the answer to UIDL.
 *
 * @param number the message number, at least 1, valid in this session only
 * @param id the unique-id, one character per octet (ISO 8859-1). RFC 1939 allows 1 to 70 characters
 *     from 0x21 to 0x7E; whatever the server sends up to the line limit is kept. Two copies of a
 *     message may have the same. Empty if the server lists the message and tells none
 */
public record UniqueId(int number, String id) {

  /** Returns whether the server told no unique-id for this message. */
  public boolean isMissing() {
    return id.isEmpty();
  }
}
