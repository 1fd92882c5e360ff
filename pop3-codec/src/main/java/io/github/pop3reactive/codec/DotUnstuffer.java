// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Undoes dot-stuffing (RFC 1939 section 3) in the blocks of one multi-line body, which {@link
 * Pop3LineDecoder} cut. A line begins behind CRLF and nowhere else, so neither LF . LF nor LF .
 * CRLF ends a body.
 */
final class DotUnstuffer {
  private static final VarHandle WORDS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** How many octets are compared at once, the last of them with one behind it. */
  private static final int STRIDE_OCTETS = 512;

  /** How far behind the start of a scan the next dot is worth looking for word by word. */
  private static final int NEAR_OCTETS = 128;

  /** How many dots, each near the one before, make it likely that more of them follow. */
  private static final int DENSE_DOTS = 4;

  private static final long EACH_OCTET = 0x0101010101010101L;
  static final long HIGH_BITS = 0x8080808080808080L;
  static final long LFS = '\n' * EACH_OCTET;
  private static final long DOTS = '.' * EACH_OCTET;

  /** A dot and CRLF. */
  private static final int TERMINATOR_OCTETS = 3;

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
   *     were to be removed and the block is read-only or in several parts
   */
  ByteBuf unstuff(ByteBufAllocator alloc, ByteBuf block) {
    int start = block.readerIndex();
    int length = block.readableBytes();
    boolean single = block.nioBufferCount() == 1;
    ByteBuffer octets =
        single ? block.internalNioBuffer(start, length) : block.nioBuffer(start, length);
    int first = octets.position();
    int end = first + length;
    int dot = atLineStart && octets.get(first) == '.' ? first : nextDot(octets, first, end);
    atLineStart = length > 1 && octets.get(end - 1) == '\n' && octets.get(end - 2) == '\r';
    if (dot < 0 || isTerminator(octets, dot, end)) {
      ByteBuf content = block.readRetainedSlice((dot < 0 ? end : dot) - first);
      finish(block, dot < 0);
      return content;
    }
    if (single && !block.isReadOnly()) {
      int contentLength = compact(octets, dot, end, octets, first, block);
      return block.retainedSlice(start, contentLength);
    }
    ByteBuf copy = alloc.buffer(length);
    ByteBuffer target = copy.internalNioBuffer(0, length);
    target.put(target.position(), octets, first, dot - first);
    return copy.writerIndex(compact(octets, dot, end, target, target.position(), block));
  }

  /**
   * Moves what is to be kept of the block together, behind what precedes the dot, which is at the
   * index {@code start} of {@code target} already, and reads the block.
   *
   * @param dot where the first dot behind CRLF is, a stuffed one
   * @return how many octets are kept
   */
  private int compact(
      ByteBuffer octets, int dot, int end, ByteBuffer target, int start, ByteBuf block) {
    int first = octets.position();
    int to = start + dot - first;
    int near = 0;
    do {
      int seen = dot;
      while (near >= DENSE_DOTS) {
        DenseDotUnstuffer unstuffer = DenseDotUnstuffer.ofThread();
        unstuffer.unstuff(octets, seen, end, target, to);
        seen += unstuffer.read();
        to += unstuffer.kept();
        if ((unstuffer.read() - unstuffer.kept()) * NEAR_OCTETS <= unstuffer.read()) {
          near = 0;
        }
      }
      dot = nextDot(octets, seen, end);
      int length = (dot < 0 ? end : dot) - seen - 1;
      target.put(to, octets, seen + 1, length);
      to += length;
      near = length < NEAR_OCTETS ? near + 1 : 0;
    } while (dot >= 0 && !isTerminator(octets, dot, end));
    block.skipBytes((dot < 0 ? end : dot) - first);
    finish(block, dot < 0);
    return to - start;
  }

  /** Skips the terminator unless the block ended before it. */
  private void finish(ByteBuf block, boolean atEnd) {
    terminated = !atEnd;
    if (terminated) {
      block.skipBytes(TERMINATOR_OCTETS);
    }
  }

  private static boolean isTerminator(ByteBuffer octets, int dot, int end) {
    return dot + 2 < end && octets.get(dot + 1) == '\r' && octets.get(dot + 2) == '\n';
  }

  /** Returns the index of the next dot behind CRLF, or -1. */
  private static int nextDot(ByteBuffer octets, int from, int end) {
    int near = from + wordOctets(Math.min(NEAR_OCTETS, end - 1 - from));
    int dot = nextDotByWord(octets, from, from, near);
    return dot >= 0 ? dot : nextDotByStride(octets, from, near, end);
  }

  /**
   * As {@link #nextDot} for an LF in {@code [i, end - 1)}. LF and, one further, a dot are looked
   * for in a whole stride at once, then, where there are both, in its words.
   */
  private static int nextDotByStride(ByteBuffer octets, int from, int i, int end) {
    for (; i + STRIDE_OCTETS < end; i += STRIDE_OCTETS) {
      // Kept so plain, without exit or call, that it is compiled to vector instructions.
      long zeros = 0;
      for (int j = 0; j < STRIDE_OCTETS; j += 8) {
        zeros |= zeros(differences(octets, i + j));
      }
      if ((zeros & HIGH_BITS) != 0) {
        int dot = nextDotByWord(octets, from, i, i + STRIDE_OCTETS);
        if (dot >= 0) {
          return dot;
        }
      }
    }
    int words = i + wordOctets(end - 1 - i);
    int dot = nextDotByWord(octets, from, i, words);
    return dot >= 0 ? dot : nextDotByOctet(octets, from, words, end);
  }

  /** Returns how many of so many octets, or of less than none, are in whole words. */
  private static int wordOctets(int octets) {
    return Math.max(0, octets) & -8;
  }

  /** As {@link #nextDot} for an LF in {@code [i, until)}, a whole number of words. */
  private static int nextDotByWord(ByteBuffer octets, int from, int i, int until) {
    for (; i < until; i += 8) {
      long zeros = zeros(differences(octets, i)) & HIGH_BITS;
      for (; zeros != 0; zeros &= zeros - 1) {
        int lf = i + (Long.numberOfTrailingZeros(zeros) >>> 3);
        if (isDotBehind(octets, from, lf)) {
          return lf + 1;
        }
      }
    }
    return -1;
  }

  private static int nextDotByOctet(ByteBuffer octets, int from, int i, int end) {
    for (; i + 1 < end; i++) {
      if (isDotBehind(octets, from, i)) {
        return i + 1;
      }
    }
    return -1;
  }

  private static boolean isDotBehind(ByteBuffer octets, int from, int lf) {
    return octets.get(lf + 1) == '.'
        && octets.get(lf) == '\n'
        && lf > from
        && octets.get(lf - 1) == '\r';
  }

  /**
   * Returns a word whose high bits are set in each octet that is zero, and perhaps in octets behind
   * one.
   */
  static long zeros(long word) {
    return word - EACH_OCTET & ~word;
  }

  /** Returns a word whose octets are zero where an LF is with a dot behind it. */
  private static long differences(ByteBuffer octets, int i) {
    return ((long) WORDS.get(octets, i) ^ LFS) | ((long) WORDS.get(octets, i + 1) ^ DOTS);
  }
}
