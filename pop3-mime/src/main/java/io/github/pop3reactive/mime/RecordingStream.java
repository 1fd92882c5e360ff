// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Copies what is read, and knows failures of reading and copying from those of the parser. */
final class RecordingStream extends InputStream {
  private static final int BUFFER_OCTETS = 8192;

  private final InputStream source;
  private final OutputStream copy;
  private final long parsedOctets;
  private long octets;
  private @Nullable Exception failure;

  RecordingStream(InputStream source, OutputStream copy, long parsedOctets) {
    this.source = source;
    this.copy = copy;
    this.parsedOctets = parsedOctets;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    int read = copy(target, offset, length);
    if (octets > parsedOctets) {
      throw new IOException("the message is longer than " + parsedOctets + " octets");
    }
    return read;
  }

  private int copy(byte[] target, int offset, int length) throws IOException {
    try {
      int read = source.read(target, offset, length);
      if (read > 0) {
        copy.write(target, offset, read);
        octets += read;
      }
      return read;
    } catch (IOException | RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  /** Copies what the parser has left, and returns the number of all octets. */
  long drain() throws IOException {
    byte[] buffer = new byte[BUFFER_OCTETS];
    while (copy(buffer, 0, buffer.length) >= 0) {
      // The copy is what matters.
    }
    return octets;
  }

  /** Throws what made reading or copying fail, if it did. */
  void rethrowFailure() throws IOException {
    if (failure instanceof IOException io) {
      throw io;
    }
    if (failure instanceof RuntimeException unexpected) {
      throw unexpected;
    }
  }
}
