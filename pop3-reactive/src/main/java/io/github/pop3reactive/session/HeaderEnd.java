// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.netty.buffer.ByteBuf;
import reactor.core.publisher.SynchronousSink;

/** Lets a message pass up to the blank line behind its header, and releases the rest. */
final class HeaderEnd {
  private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};

  /** How much of CRLF CRLF was read just now; the start of the message is the start of a line. */
  private int matched = 2;

  void cut(ByteBuf chunk, SynchronousSink<ByteBuf> sink) {
    int start = chunk.readerIndex();
    int end = start;
    while (end < chunk.writerIndex() && matched < BLANK_LINE.length) {
      byte octet = chunk.getByte(end++);
      if (octet == BLANK_LINE[matched]) {
        matched++;
      } else {
        matched = octet == '\r' ? 1 : 0;
      }
    }
    if (end == start) {
      chunk.release();
    } else {
      sink.next(chunk.writerIndex(end));
    }
  }
}
