// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Octets and CRC32 of one message after the other. */
final class MessageCheck {
  private final CRC32 crc = new CRC32();
  private long octets;

  void add(ByteBuf content) {
    crc.update(content.nioBuffer());
    octets += content.readableBytes();
  }

  /** Adds a part of the buffer; moves its position. */
  void add(ByteBuffer content, int from, int until) {
    int limit = content.limit();
    crc.update(content.limit(until).position(from));
    content.limit(limit);
    octets += until - from;
  }

  void add(byte[] content, int from, int length) {
    crc.update(content, from, length);
    octets += length;
  }

  long octets() {
    return octets;
  }

  /** Ends the message of this number. */
  void finish(int number, Tally tally) {
    tally.add(number, octets, crc.getValue());
    crc.reset();
    octets = 0;
  }
}
