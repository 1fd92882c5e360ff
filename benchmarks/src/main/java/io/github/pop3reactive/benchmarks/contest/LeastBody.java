// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Finds the end of one multi-line body, and what is content of it, in buffers cut anywhere. */
final class LeastBody {
  private static final VarHandle WORDS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int STRIDE_OCTETS = 512;
  private static final long EACH_OCTET = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LFS = '\n' * EACH_OCTET;
  private static final long DOTS = '.' * EACH_OCTET;
  private static final byte[] CR = {'\r'};

  private enum At {
    MIDDLE,
    BEHIND_CR,
    LINE_START,
    BEHIND_DOT,
    BEHIND_DOT_CR
  }

  private final MessageCheck check;
  private At at = At.LINE_START;

  LeastBody(MessageCheck check) {
    this.check = check;
  }

  void reset() {
    at = At.LINE_START;
  }

  /** Reads up to the end of the body or of the buffer; returns whether the body has ended. */
  boolean read(ByteBuf buffer) {
    // A view, because ByteBuf checks at each access whether it was released.
    ByteBuffer in = buffer.nioBuffer();
    int end = in.limit();
    int run = 0;
    int i = 0;
    while (i < end) {
      if (at == At.MIDDLE) {
        int dot = nextDot(in, i, end);
        if (dot < 0) {
          at = at(in, i, end);
          break;
        }
        check.add(in, run, dot);
        at = At.BEHIND_DOT;
        i = dot + 1;
        run = i;
        continue;
      }
      byte octet = in.get(i++);
      switch (at) {
        case LINE_START -> {
          if (octet == '.') {
            check.add(in, run, i - 1);
            run = i;
            at = At.BEHIND_DOT;
          } else {
            at = octet == '\r' ? At.BEHIND_CR : At.MIDDLE;
          }
        }
        case BEHIND_DOT -> at = octet == '\r' ? At.BEHIND_DOT_CR : At.MIDDLE;
        case BEHIND_DOT_CR -> {
          if (octet == '\n') {
            buffer.skipBytes(i);
            return true;
          }
          if (run == i - 1) {
            check.add(CR, 0, 1);
          }
          at = octet == '\r' ? At.BEHIND_CR : At.MIDDLE;
        }
        default -> at = octet == '\n' ? At.LINE_START : octet == '\r' ? At.BEHIND_CR : At.MIDDLE;
      }
    }
    check.add(in, run, at == At.BEHIND_DOT_CR && run < end ? end - 1 : end);
    buffer.skipBytes(end);
    return false;
  }

  private static At at(ByteBuffer in, int from, int end) {
    byte last = in.get(end - 1);
    if (last == '\r') {
      return At.BEHIND_CR;
    }
    return last == '\n' && end - 2 >= from && in.get(end - 2) == '\r' ? At.LINE_START : At.MIDDLE;
  }

  /** Returns the next dot behind CRLF, or -1; {@code from} is not behind CR. */
  private static int nextDot(ByteBuffer in, int from, int end) {
    int i = from;
    for (; i + STRIDE_OCTETS < end; i += STRIDE_OCTETS) {
      // Plain enough for the compiler to make vector instructions of.
      long zeros = 0;
      for (int j = 0; j < STRIDE_OCTETS; j += 8) {
        zeros |= zeros(in, i + j);
      }
      if ((zeros & HIGH_BITS) != 0) {
        int dot = nextDotByWord(in, from, i, i + STRIDE_OCTETS);
        if (dot >= 0) {
          return dot;
        }
      }
    }
    int words = i + (Math.max(0, end - 1 - i) & -8);
    int dot = nextDotByWord(in, from, i, words);
    for (i = words; dot < 0 && i + 1 < end; i++) {
      dot = isDotBehind(in, from, i) ? i + 1 : -1;
    }
    return dot;
  }

  private static int nextDotByWord(ByteBuffer in, int from, int i, int until) {
    for (; i < until; i += 8) {
      long candidates = zeros(in, i) & HIGH_BITS;
      for (; candidates != 0; candidates &= candidates - 1) {
        int lf = i + (Long.numberOfTrailingZeros(candidates) >>> 3);
        if (isDotBehind(in, from, lf)) {
          return lf + 1;
        }
      }
    }
    return -1;
  }

  private static boolean isDotBehind(ByteBuffer in, int from, int lf) {
    return in.get(lf + 1) == '.' && in.get(lf) == '\n' && lf > from && in.get(lf - 1) == '\r';
  }

  private static long zeros(ByteBuffer in, int i) {
    long word = ((long) WORDS.get(in, i) ^ LFS) | ((long) WORDS.get(in, i + 1) ^ DOTS);
    return word - EACH_OCTET & ~word;
  }
}
