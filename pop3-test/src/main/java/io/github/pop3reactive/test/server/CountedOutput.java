// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.server;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Counts the octets written, before TLS, and lets something happen after an exact number. */
final class CountedOutput extends OutputStream {
  private static final int BUFFER = 1 << 14;

  private OutputStream out;
  private volatile long written;
  private long limit = Long.MAX_VALUE;
  private @Nullable Limit reached;

  /** What happens when the limit is reached; it must not return. */
  @FunctionalInterface
  interface Limit {
    void reached() throws IOException;
  }

  CountedOutput(OutputStream out) {
    this.out = new BufferedOutputStream(out, BUFFER);
  }

  /** Flushes, and writes elsewhere from now on. */
  void redirect(OutputStream other) throws IOException {
    out.flush();
    out = new BufferedOutputStream(other, BUFFER);
  }

  long written() {
    return written;
  }

  /** Exactly so many octets are sent, then the limit is reached, at once if the number is 0. */
  void limit(long octets, Limit limit) throws IOException {
    this.limit = octets;
    this.reached = limit;
    checkLimit();
  }

  /** Writes one octet per char, and CRLF. */
  void writeLine(String line) throws IOException {
    write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    int allowed = (int) Math.min(length, limit - written);
    out.write(octets, offset, allowed);
    count(allowed);
    checkLimit();
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  private void count(int octets) {
    long before = written;
    written = before + octets;
  }

  private void checkLimit() throws IOException {
    if (written >= limit && reached != null) {
      out.flush();
      reached.reached();
    }
  }
}
