// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A message of any size that is never held: a short header and lines that are all alike. */
final class GeneratedBody {
  private static final byte[] HEADER =
      "Subject: generated\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int BLOCK = 1 << 16;

  private GeneratedBody() {}

  /** Writes exactly so many octets, whole lines, none with a dot at its start. */
  static void write(OutputStream out, long octets, int lineLength) throws IOException {
    if (octets < 0 || octets == 1 || lineLength < 1) {
      throw new IllegalArgumentException(
          "cannot make " + octets + " octets out of lines of " + lineLength);
    }
    long left = octets;
    if (left >= HEADER.length + 2) {
      out.write(HEADER);
      left -= HEADER.length;
    }
    byte[] line = line(lineLength);
    int linesInBlock = Math.max(1, BLOCK / line.length);
    byte[] block = repeat(line, linesInBlock);
    // An octet alone is no line, so the last line is made longer or shorter than the others.
    long lines = left / line.length;
    if (left % line.length == 1) {
      lines--;
    }
    long rest = left - lines * line.length;
    for (; lines >= linesInBlock; lines -= linesInBlock) {
      out.write(block);
    }
    out.write(block, 0, (int) lines * line.length);
    if (rest > 0) {
      out.write(line((int) rest - 2));
    }
  }

  private static byte[] line(int length) {
    byte[] line = new byte[length + 2];
    for (int i = 0; i < length; i++) {
      line[i] = (byte) ('a' + i % 26);
    }
    line[length] = '\r';
    line[length + 1] = '\n';
    return line;
  }

  private static byte[] repeat(byte[] line, int times) {
    byte[] block = new byte[line.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(line, 0, block, i * line.length, line.length);
    }
    return block;
  }
}
