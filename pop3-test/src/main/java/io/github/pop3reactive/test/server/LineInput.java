// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads lines that end with CRLF, and knows what it read ahead. */
final class LineInput {
  private static final int MAX_LINE = 1 << 16;

  private final ReadAhead in;

  LineInput(InputStream in) {
    this.in = new ReadAhead(in);
  }

  /** The next line without its CRLF, one octet per char; null at the end of the stream. */
  @Nullable String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int previous = -1;
    while (true) {
      int octet = in.read();
      if (octet < 0) {
        if (line.size() == 0) {
          return null;
        }
        throw new AssertionError("the client closed within a line: " + text(line));
      }
      line.write(octet);
      if (octet == '\n' && previous == '\r') {
        String text = text(line);
        return text.substring(0, text.length() - 2);
      }
      if (line.size() > MAX_LINE) {
        throw new AssertionError("a line of the client exceeds " + MAX_LINE + " octets");
      }
      previous = octet;
    }
  }

  /** Whether the next read finds octets that were read ahead. */
  boolean hasReadAhead() {
    return in.readAhead() > 0;
  }

  /** Takes out what was read ahead, as a stream, or null if that is nothing. */
  @Nullable InputStream takeReadAhead() throws IOException {
    int count = in.readAhead();
    return count == 0 ? null : new ByteArrayInputStream(in.readNBytes(count));
  }

  /** Reads to the end of the stream. */
  void discard() throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
  }

  private static String text(ByteArrayOutputStream line) {
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private static final class ReadAhead extends BufferedInputStream {
    ReadAhead(InputStream in) {
      super(in);
    }

    synchronized int readAhead() {
      return count - pos;
    }
  }
}
