// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
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
 * One reply to RETR of 1,000,000 octets through line decoder and codec, in reads of 64 KiB or less;
 * nanoseconds for each octet. Each read is copied into a pooled buffer first, as a socket does,
 * which {@link #copyOnly} measures by itself.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(BodyShape.OCTETS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LineDecoding {
  @Param({"TEXT", "BASE64", "DOTTED", "NO_LINE_ENDS"})
  public BodyShape shape = BodyShape.TEXT;

  /** 65,536 is what a busy socket gives; 1,000 and 100 cut most lines or all of them. */
  @Param({"65536", "1000", "100"})
  public int readOctets;

  private final Sink sink = new Sink();
  private EmbeddedChannel channel = new EmbeddedChannel();
  private List<ByteBuf> reads = List.of();

  /** Swallows what the codec hands on. */
  private static final class Sink extends ChannelInboundHandlerAdapter {
    private long octets;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
      if (msg instanceof Pop3Content content) {
        octets += content.content().readableBytes();
        content.content().release();
      }
    }
  }

  /** Makes the reads, and a channel whose codec has read the greeting. */
  @Setup(Level.Trial)
  public void prepare() {
    reads = shape.reads(readOctets);
    Pop3LineDecoder lines = new Pop3LineDecoder(Pop3CodecConfig.DEFAULT);
    channel = new EmbeddedChannel(lines, new Pop3ClientCodec(lines, Pop3CodecConfig.DEFAULT), sink);
    channel.pipeline().fireChannelRead(BodyShape.pooled(BodyShape.greeting()));
  }

  /** Releases the reads. */
  @TearDown(Level.Trial)
  public void release() {
    reads.forEach(ByteBuf::release);
    channel.finishAndReleaseAll();
  }

  /** Writes RETR and reads its reply. */
  @Benchmark
  public long retr() {
    channel.writeOutbound(Pop3Requests.retr(1));
    ((ByteBuf) channel.readOutbound()).release();
    for (int i = 0; i < reads.size(); i++) {
      channel.pipeline().fireChannelRead(BodyShape.pooled(reads.get(i)));
    }
    return sink.octets;
  }

  /** Copies the reads and does nothing with them. */
  @Benchmark
  public int copyOnly() {
    int octets = 0;
    for (int i = 0; i < reads.size(); i++) {
      ByteBuf copy = BodyShape.pooled(reads.get(i));
      octets += copy.readableBytes();
      copy.release();
    }
    return octets;
  }
}
