// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * {@link DotUnstuffer} alone on a block of 64 KB, copied first because it is compacted in place;
 * nanoseconds for each octet.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Unstuffing.BLOCK)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Unstuffing {
  static final int BLOCK = 64_000;
  private static final int SMALL = 5_000;
  private static final String TERMINATOR = "\r\n.\r\n";

  @Param({"TEXT", "BASE64", "DOTTED", "NO_LINE_ENDS"})
  public BodyShape shape = BodyShape.TEXT;

  private final DotUnstuffer unstuffer = new DotUnstuffer();
  private ByteBuf block = BodyShape.greeting();
  private ByteBuf bodies = BodyShape.greeting();

  /** Cuts the block off a body. */
  @Setup(Level.Trial)
  public void prepare() {
    block = BodyShape.pooled(shape.body().slice(0, BLOCK));
    bodies = PooledByteBufAllocator.DEFAULT.directBuffer(BLOCK);
    ByteBuf body = shape.body();
    while (bodies.readableBytes() < BLOCK) {
      int octets = Math.min(SMALL, BLOCK - bodies.readableBytes()) - TERMINATOR.length();
      bodies.writeBytes(body, octets).writeCharSequence(TERMINATOR, StandardCharsets.US_ASCII);
    }
  }

  /** Releases the block. */
  @TearDown(Level.Trial)
  public void release() {
    block.release();
    bodies.release();
  }

  /** Unstuffs a copy. */
  @Benchmark
  public int unstuff() {
    ByteBuf copy = BodyShape.pooled(block);
    unstuffer.reset();
    ByteBuf content = unstuffer.unstuff(PooledByteBufAllocator.DEFAULT, copy);
    int octets = content.readableBytes();
    content.release();
    copy.release();
    return octets;
  }

  /** Unstuffs a copy of many small bodies, each with its terminator. */
  @Benchmark
  public int unstuffSmall() {
    ByteBuf copy = BodyShape.pooled(bodies);
    int octets = 0;
    while (copy.isReadable()) {
      unstuffer.reset();
      ByteBuf content = unstuffer.unstuff(PooledByteBufAllocator.DEFAULT, copy);
      octets += content.readableBytes();
      content.release();
    }
    copy.release();
    return octets;
  }

  /** Copies and nothing else. */
  @Benchmark
  public int copyOnly() {
    ByteBuf copy = BodyShape.pooled(block);
    int octets = copy.readableBytes();
    copy.release();
    return octets;
  }
}
