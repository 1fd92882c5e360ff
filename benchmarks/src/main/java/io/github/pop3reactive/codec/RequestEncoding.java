// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From a request to its line in a pooled buffer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RequestEncoding {
  private final Pop3RequestEncoder encoder = new Pop3RequestEncoder(Pop3CodecConfig.DEFAULT);
  private int number;

  /** RETR with a number that changes. */
  @Benchmark
  public int retr() {
    number = number % 100_000 + 1;
    return encode(Pop3Requests.retr(number));
  }

  /** A request without arguments. */
  @Benchmark
  public int noop() {
    return encode(Pop3Requests.noop());
  }

  private int encode(Pop3Request request) {
    ByteBuf line = PooledByteBufAllocator.DEFAULT.buffer(encoder.octets(request));
    Pop3RequestEncoder.encode(request, line);
    int octets = line.readableBytes();
    line.release();
    return octets;
  }
}
