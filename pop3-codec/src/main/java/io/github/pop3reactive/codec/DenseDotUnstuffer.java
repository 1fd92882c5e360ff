// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import io.netty.util.concurrent.FastThreadLocal;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Takes the dots off lines of which many begin with one: moves the octets while it looks for line
 * ends, by way of arrays, which are quicker to reach word by word than memory off the heap. Where
 * dots are rare, {@link DotUnstuffer}, which looks at many words at once, is several times as fast.
 */
final class DenseDotUnstuffer {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int CHUNK_OCTETS = 4096;

  /** An LF may be the last octet of a word, and behind it the terminator's three are looked at. */
  private static final int LOOKAHEAD_OCTETS = Long.BYTES + 3;

  /** One for each thread that needs it; no call relies on what the one before left in it. */
  private static final FastThreadLocal<DenseDotUnstuffer> OF_THREAD =
      new FastThreadLocal<>() {
        @Override
        protected DenseDotUnstuffer initialValue() {
          return new DenseDotUnstuffer();
        }
      };

  private final byte[] from = new byte[CHUNK_OCTETS];
  private final byte[] to = new byte[CHUNK_OCTETS];
  private int read;
  private int kept;

  private DenseDotUnstuffer() {}

  static DenseDotUnstuffer ofThread() {
    return OF_THREAD.get();
  }

  /**
   * Unstuffs some of the octets between {@code seen} and {@code end}: none if they are few, or if
   * the terminator comes first.
   *
   * @param seen the index of the octet before them; if it is a CR, an LF behind it ends a line
   * @param start where they go in {@code target}, which may be the same memory, but not behind them
   */
  void unstuff(ByteBuffer octets, int seen, int end, ByteBuffer target, int start) {
    int length = Math.min(CHUNK_OCTETS, end - seen);
    octets.get(seen, from, 0, length);
    unstuff(length);
    target.put(start, to, 0, kept);
  }

  /** Returns how many octets were read by the last call. */
  int read() {
    return read;
  }

  /** Returns how many of them were content. */
  int kept() {
    return kept;
  }

  private void unstuff(int length) {
    byte[] in = from;
    byte[] out = to;
    int last = length - LOOKAHEAD_OCTETS;
    int i = 1;
    int j = 0;
    while (i <= last) {
      long word = (long) WORDS.get(in, i);
      WORDS.set(out, j, word);
      long lfs = DotUnstuffer.zeros(word ^ DotUnstuffer.LFS) & DotUnstuffer.HIGH_BITS;
      if (lfs == 0) {
        i += Long.BYTES;
        j += Long.BYTES;
      } else {
        int octets = (Long.numberOfTrailingZeros(lfs) >>> 3) + 1;
        int next = i + octets;
        if (in[next] == '.' && in[next - 2] == '\r') {
          if (in[next + 1] == '\r' && in[next + 2] == '\n') {
            break;
          }
          next++;
        }
        i = next;
        j += octets;
      }
    }
    read = i - 1;
    kept = j;
  }
}
