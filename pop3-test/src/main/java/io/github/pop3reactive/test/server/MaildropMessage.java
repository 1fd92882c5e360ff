// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A message in a maildrop. Two may have the same unique-id, and even the same octets.
 *
 * @param uniqueId the unique-id, which is not checked
 * @param latin1 the message, one octet per char, not dot-stuffed; lines end with CRLF
 */
public record MaildropMessage(String uniqueId, String latin1) {

  /** A message of these octets. */
  public static MaildropMessage of(String uniqueId, byte[] octets) {
    return new MaildropMessage(uniqueId, new String(octets, StandardCharsets.ISO_8859_1));
  }

  /**
   * The octets as a client is to get them, in an array of the caller's own: those given, and a last
   * CRLF if they were not empty and lacked it.
   */
  public byte[] octets() {
    return (lacksEnd() ? latin1 + "\r\n" : latin1).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The number of {@link #octets()}, which is what the server lists. */
  public int size() {
    return latin1.length() + (lacksEnd() ? 2 : 0);
  }

  /** Sends the message dot-stuffed and the terminator. */
  void send(OutputStream out) throws IOException {
    send(out, Integer.MAX_VALUE);
  }

  /** Sends the header, the blank line, so many lines of the body, and the terminator. */
  void send(OutputStream out, int bodyLines) throws IOException {
    byte[] octets = octets();
    boolean header = true;
    int left = bodyLines;
    int start = 0;
    while (start < octets.length && (header || left > 0)) {
      int end = endOfLine(octets, start);
      if (octets[start] == '.') {
        out.write('.');
      }
      out.write(octets, start, end - start);
      if (!header) {
        left--;
      } else if (end - start == 2) {
        header = false;
      }
      start = end;
    }
    out.write(new byte[] {'.', '\r', '\n'});
  }

  private boolean lacksEnd() {
    return !latin1.isEmpty() && !latin1.endsWith("\r\n");
  }

  private static int endOfLine(byte[] octets, int start) {
    for (int i = start + 1; i < octets.length; i++) {
      if (octets[i] == '\n' && octets[i - 1] == '\r') {
        return i + 1;
      }
    }
    return octets.length;
  }

  /** The unique-id and the size. */
  @Override
  public String toString() {
    return "MaildropMessage[" + uniqueId + ", " + size() + " octets]";
  }
}
