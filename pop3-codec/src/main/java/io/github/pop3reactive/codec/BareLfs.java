// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Puts the CR that is missing in front of an LF. */
final class BareLfs {
  private boolean endedWithCr;

  /** Returns the octets, in the same buffer if nothing is missing; takes its reference over. */
  ByteBuf complete(ByteBufAllocator alloc, ByteBuf octets) {
    if (!octets.isReadable()) {
      return octets;
    }
    boolean behindCr = endedWithCr;
    endedWithCr = octets.getByte(octets.writerIndex() - 1) == '\r';
    int bare = nextBare(octets, octets.readerIndex(), behindCr);
    if (bare < 0) {
      return octets;
    }
    ByteBuf completed = alloc.buffer(octets.readableBytes() + 16);
    try {
      for (; bare >= 0; bare = nextBare(octets, bare + 1, false)) {
        completed.writeBytes(octets, bare - octets.readerIndex()).writeByte('\r');
        completed.writeByte(octets.readByte());
      }
      return completed.writeBytes(octets);
    } finally {
      octets.release();
    }
  }

  /** Returns the index of the next LF that no CR precedes, or -1. */
  private static int nextBare(ByteBuf octets, int from, boolean behindCr) {
    int lf = octets.indexOf(from, octets.writerIndex(), (byte) '\n');
    while (lf >= 0) {
      boolean complete = lf == from ? behindCr : octets.getByte(lf - 1) == '\r';
      if (!complete) {
        return lf;
      }
      behindCr = false;
      from = lf + 1;
      lf = octets.indexOf(from, octets.writerIndex(), (byte) '\n');
    }
    return -1;
  }
}
