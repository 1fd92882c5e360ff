// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.transcript;

import java.nio.charset.StandardCharsets;

/** One thing that happens in a conversation. */
public sealed interface Step {

  /**
   * The server sends octets, those of all server lines in a row.
   *
   * @param latin1 the octets, one per char
   */
  record ServerSends(String latin1) implements Step {
    /** The octets as an array of the caller's own. */
    public byte[] octets() {
      return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  /**
   * The client sends one line.
   *
   * @param line the line without its CRLF, one octet per char
   */
  record ClientSends(String line) implements Step {
    /** The line with its CRLF, as an array of the caller's own. */
    public byte[] octets() {
      return (line + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  /** The TLS handshake takes place. */
  record StartTls() implements Step {}

  /** The server closes the connection in good order. */
  record Eof() implements Step {}

  /** The server resets the connection. */
  record Reset() implements Step {}

  /** The server sends nothing more and leaves the connection open. */
  record Stall() implements Step {}
}
