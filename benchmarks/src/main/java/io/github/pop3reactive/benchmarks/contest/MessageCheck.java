// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import io.netty.buffer.ByteBuf;
import java.util.zip.CRC32;

/** Octets and CRC32 of one message after the other. */
final class MessageCheck {
  private final CRC32 crc = new CRC32();
  private long octets;

  void add(ByteBuf content) {
    add(content, content.readerIndex(), content.readableBytes());
  }

  void add(ByteBuf content, int index, int length) {
    crc.update(content.nioBuffer(index, length));
    octets += length;
  }

  void add(byte[] content, int from, int length) {
    crc.update(content, from, length);
    octets += length;
  }

  void add(int octet) {
    crc.update(octet);
    octets++;
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
