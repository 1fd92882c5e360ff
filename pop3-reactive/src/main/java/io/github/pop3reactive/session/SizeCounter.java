// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.netty.buffer.ByteBuf;

/** Counts the octets and line ends of one body. */
final class SizeCounter {
  private final long listed;
  private long octets;
  private long lines;
  private boolean behindCr;

  SizeCounter(long listed) {
    this.listed = listed;
  }

  void add(ByteBuf chunk) {
    int from = chunk.readerIndex();
    int end = chunk.writerIndex();
    octets += end - from;
    for (int lf = chunk.indexOf(from, end, (byte) '\n');
        lf >= 0;
        lf = chunk.indexOf(lf + 1, end, (byte) '\n')) {
      boolean behind = lf == from ? behindCr : chunk.getByte(lf - 1) == '\r';
      lines += behind ? 1 : 0;
    }
    if (end > from) {
      behindCr = chunk.getByte(end - 1) == '\r';
    }
  }

  SizeCheck check() {
    return new SizeCheck(listed, octets, lines);
  }
}
