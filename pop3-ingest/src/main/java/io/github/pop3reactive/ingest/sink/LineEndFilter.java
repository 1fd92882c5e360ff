// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest.sink;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/** Makes LF of CRLF, chunk by chunk: a CR at the end of a chunk waits for the next octet. */
final class LineEndFilter {
  private static final byte CR = '\r';
  private static final byte LF = '\n';

  private final boolean converts;
  private boolean heldCr;

  LineEndFilter(LineEnds lineEnds) {
    this.converts = lineEnds == LineEnds.LF;
  }

  /** Returns what to write for this chunk, which shares memory with it or is a copy. */
  ByteBuffer filter(ByteBuf chunk) {
    return converts ? convert(chunk) : chunk.nioBuffer();
  }

  private ByteBuffer convert(ByteBuf chunk) {
    int length = chunk.readableBytes();
    byte[] octets = new byte[length + 1];
    int in = heldCr ? 0 : 1;
    octets[0] = CR;
    chunk.getBytes(chunk.readerIndex(), octets, 1, length);
    heldCr = in <= length && octets[length] == CR;
    int end = heldCr ? length : length + 1;
    int out = 0;
    while (in < end) {
      byte octet = octets[in++];
      if (octet == CR && in < end && octets[in] == LF) {
        octet = octets[in++];
      }
      octets[out++] = octet;
    }
    return ByteBuffer.wrap(octets, 0, out);
  }

  /** Returns what is left to write at the end of the message. */
  ByteBuffer end() {
    byte[] rest = heldCr ? new byte[] {CR} : new byte[0];
    heldCr = false;
    return ByteBuffer.wrap(rest);
  }
}
