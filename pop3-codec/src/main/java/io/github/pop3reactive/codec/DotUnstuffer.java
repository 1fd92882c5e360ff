// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Undoes dot-stuffing (RFC 1939 section 3) in the blocks of one multi-line body, which {@link
 * Pop3LineDecoder} cut. A line begins behind CRLF and nowhere else, so neither LF . LF nor LF .
 * CRLF ends a body.
 */
final class DotUnstuffer {
  private static final long EACH_OCTET = 0x0101010101010101L;
  private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;
  private static final long LFS = '\n' * EACH_OCTET;
  private static final long DOTS = '.' * EACH_OCTET;

  private boolean atLineStart = true;
  private boolean terminated;

  /** Returns whether the terminator was read; what follows it in the block was left there. */
  boolean isTerminated() {
    return terminated;
  }

  /** Prepares for the next body. */
  void reset() {
    atLineStart = true;
    terminated = false;
  }

  /**
   * Reads the block up to its end or the terminator, whichever comes first.
   *
   * @return the content, possibly empty: a slice with a reference of its own, or a copy if dots
   *     were to be removed and the block is read-only
   */
  ByteBuf unstuff(ByteBufAllocator alloc, ByteBuf block) {
    int start = block.readerIndex();
    int end = block.writerIndex();
    int dot = atLineStart && block.getByte(start) == '.' ? start : nextDot(block, start, end);
    atLineStart =
        end - start > 1 && block.getByte(end - 1) == '\n' && block.getByte(end - 2) == '\r';
    if (dot >= 0 && !isTerminator(block, dot, end)) {
      return compact(alloc, block, dot, end);
    }
    ByteBuf content = block.readRetainedSlice((dot < 0 ? end : dot) - start);
    finish(block, dot, end);
    return content;
  }

  /** Does {@link #unstuff} where the first dot, at {@code dot}, is a stuffed one. */
  private ByteBuf compact(ByteBufAllocator alloc, ByteBuf block, int dot, int end) {
    int start = block.readerIndex();
    boolean inPlace = !block.isReadOnly();
    ByteBuf target = inPlace ? block : alloc.buffer(end - start);
    int first = inPlace ? start : 0;
    if (!inPlace) {
      target.setBytes(first, block, start, dot - start);
    }
    int to = first + dot - start;
    do {
      int from = dot + 1;
      dot = nextDot(block, from, end);
      int length = (dot < 0 ? end : dot) - from;
      target.setBytes(to, block, from, length);
      to += length;
    } while (dot >= 0 && !isTerminator(block, dot, end));
    finish(block, dot, end);
    return inPlace ? block.retainedSlice(first, to - first) : target.writerIndex(to);
  }

  private void finish(ByteBuf block, int terminator, int end) {
    terminated = terminator >= 0;
    block.readerIndex(terminated ? terminator + 3 : end);
  }

  private static boolean isTerminator(ByteBuf block, int dot, int end) {
    return dot + 2 < end && block.getByte(dot + 1) == '\r' && block.getByte(dot + 2) == '\n';
  }

  /**
   * Returns the index of the next dot behind CRLF, or -1. Eight octets are compared at once, with
   * LF and, one further, with a dot; only where both agree is the CR looked for.
   */
  private static int nextDot(ByteBuf block, int from, int end) {
    int i = from;
    while (i + 9 <= end) {
      long candidates =
          zeroOctets(block.getLongLE(i) ^ LFS) & zeroOctets(block.getLongLE(i + 1) ^ DOTS);
      while (candidates != 0) {
        int lf = i + (Long.numberOfTrailingZeros(candidates) >>> 3);
        if (lf > from && block.getByte(lf - 1) == '\r') {
          return lf + 1;
        }
        candidates &= candidates - 1;
      }
      i += 8;
    }
    for (; i + 1 < end; i++) {
      if (block.getByte(i + 1) == '.'
          && block.getByte(i) == '\n'
          && i > from
          && block.getByte(i - 1) == '\r') {
        return i + 1;
      }
    }
    return -1;
  }

  /** Returns a word whose octets are 0x80 where those of {@code word} are zero, else zero. */
  private static long zeroOctets(long word) {
    return ~(((word & LOW_BITS) + LOW_BITS) | word | LOW_BITS);
  }
}
