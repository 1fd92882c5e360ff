// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.server;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Makes messages that look like mail: a header, then lines of words, one of some with a dot first.
 */
final class CannedText {
  private static final int LINE_OCTETS = 76;
  static final int DOTTED_ONE_OF = 100;

  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz,.ABCDEFGHIJ";

  private final Random random;
  private final int dottedOneOf;
  private final byte[] message;
  private int octets;

  private CannedText(long seed, int octets, int dottedOneOf) {
    this.dottedOneOf = dottedOneOf;
    this.random = new Random(seed);
    this.message = new byte[octets];
  }

  /** Returns a message of exactly so many octets, at least 256, that ends with CRLF. */
  static byte[] message(long seed, int octets, int dottedOneOf) {
    CannedText text = new CannedText(seed, octets, dottedOneOf);
    text.write(
        "From: sender@example.org\r\nTo: reader@example.org\r\nSubject: message "
            + seed
            + "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n");
    text.fill();
    return text.message;
  }

  private void fill() {
    while (message.length - octets > LINE_OCTETS + 4) {
      line(LINE_OCTETS - random.nextInt(8));
    }
    line(message.length - octets - 2);
  }

  private void line(int length) {
    int end = octets + length;
    if (length > 0 && random.nextInt(dottedOneOf) == 0) {
      message[octets++] = '.';
    }
    while (octets < end) {
      boolean blank = random.nextInt(6) == 0;
      message[octets++] = (byte) (blank ? ' ' : LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    write("\r\n");
  }

  private void write(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, message, octets, bytes.length);
    octets += bytes.length;
  }
}
