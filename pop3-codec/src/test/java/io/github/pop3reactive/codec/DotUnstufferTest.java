// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DotUnstufferTest {
  private static final int CASES = 4_000;
  private static final int LONG_CASES = 300;
  private static final String[] DENSE = {
    "\r\n..", "\r\n..", "\r\n..", "\r\n.", "\r\n..\r\n", "\n.", "\r.", "\r\n", ".\r\n", "\r\r\n."
  };
  private static final String[] SPARSE = {"\r\n", "\r\n", "\n", "..", "\r\n "};
  private static final Pop3CodecConfig CONFIG = Pop3CodecConfig.DEFAULT.withMaxLineOctets(64);

  /** What the octets are read into. */
  enum Kind {
    HEAP {
      @Override
      ByteBuf buffer(byte[] octets, Random random) {
        return offset(ByteBufAllocator.DEFAULT.heapBuffer(), random).writeBytes(octets);
      }
    },
    DIRECT {
      @Override
      ByteBuf buffer(byte[] octets, Random random) {
        return offset(ByteBufAllocator.DEFAULT.directBuffer(), random).writeBytes(octets);
      }
    },
    UNPOOLED {
      @Override
      ByteBuf buffer(byte[] octets, Random random) {
        return offset(UnpooledByteBufAllocator.DEFAULT.directBuffer(), random).writeBytes(octets);
      }
    },
    READ_ONLY {
      @Override
      ByteBuf buffer(byte[] octets, Random random) {
        return DIRECT.buffer(octets, random).asReadOnly();
      }
    },
    COMPOSITE {
      @Override
      ByteBuf buffer(byte[] octets, Random random) {
        CompositeByteBuf composite = ByteBufAllocator.DEFAULT.compositeBuffer(64);
        int start = 0;
        while (start < octets.length) {
          int end = Math.min(octets.length, start + 1 + random.nextInt(12));
          ByteBuf part = ByteBufAllocator.DEFAULT.buffer().writeBytes(octets, start, end - start);
          composite.addComponent(true, part);
          start = end;
        }
        return composite;
      }
    };

    abstract ByteBuf buffer(byte[] octets, Random random);

    private static ByteBuf offset(ByteBuf buffer, Random random) {
      int skipped = random.nextInt(10);
      return buffer.writeZero(skipped).skipBytes(skipped);
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsWhatTheNaiveDecoderReads(Kind kind) {
    Random random = new Random(20_260_117);
    Unstuffing unstuffing = new Unstuffing();
    EmbeddedChannel channel = new EmbeddedChannel(unstuffing);
    for (int i = 0; i < CASES; i++) {
      String octets = octets(random);
      unstuffing.reset();
      channel.pipeline().addFirst("lines", new Pop3LineDecoder(CONFIG));
      int start = 0;
      while (start < octets.length()) {
        int end = Math.min(octets.length(), start + 1 + random.nextInt(random.nextInt(5) * 40 + 8));
        byte[] piece = octets.substring(start, end).getBytes(ISO_8859_1);
        channel.writeInbound(kind.buffer(piece, random));
        start = end;
      }
      channel.pipeline().remove("lines");

      NaiveBody expected = NaiveBody.read(octets);
      assertThat(unstuffing.read()).as("case %d: %s", i, Shown.escape(octets)).isEqualTo(expected);
    }
    channel.finishAndReleaseAll();
  }

  /** Few letters, so that what matters is frequent, in lines of up to three times the limit. */
  private static String octets(Random random) {
    String[] words = {"\r", "\n", ".", "\r\n", "\r\n.", "\r\n..", "\r\n.\r", "\n.\r\n", "a", "\0"};
    StringBuilder octets = new StringBuilder();
    int length = random.nextInt(40);
    for (int i = 0; i < length; i++) {
      octets.append(words[random.nextInt(words.length)]);
      if (random.nextInt(6) == 0) {
        octets.append("x".repeat(random.nextInt(random.nextInt(12) == 0 ? 200 : 12)));
      }
    }
    return octets.append(random.nextInt(8) == 0 ? "\r\n" : "\r\n.\r\n").toString();
  }

  /** Longer than what is compared at once, with a dot and a terminator at each place of it. */
  @ParameterizedTest
  @EnumSource
  void findsADotWhereverItStands(Kind kind) {
    Random random = new Random(20_261_121);
    for (int before = 0; before < 1_300; before++) {
      String first = "a".repeat(before) + "\r\n";
      String second = "." + "b".repeat(random.nextInt(1_300)) + "\r\n";
      String body = first + "." + second + "." + second;
      DotUnstuffer unstuffer = new DotUnstuffer();
      ByteBuf block = kind.buffer((body + ".\r\n").getBytes(ISO_8859_1), random);
      ByteBuf content = unstuffer.unstuff(ByteBufAllocator.DEFAULT, block);
      assertThat(content.toString(ISO_8859_1)).isEqualTo(first + second + second);
      assertThat(unstuffer.isTerminated()).isTrue();
      content.release();
      block.release();
    }
  }

  /**
   * Long runs of lines with a dot, so that they are taken chunk by chunk, and long runs without.
   */
  @ParameterizedTest
  @EnumSource
  void readsWhatTheNaiveDecoderReadsWhereDotsAreDense(Kind kind) {
    Random random = new Random(20_261_122);
    for (int i = 0; i < LONG_CASES; i++) {
      StringBuilder octets = new StringBuilder();
      for (int run = 0; run < 6; run++) {
        int longest = 1 + random.nextInt(90);
        String[] begins = random.nextInt(3) == 0 ? SPARSE : DENSE;
        for (int end = octets.length() + random.nextInt(6_000); octets.length() < end; ) {
          octets.append(begins[random.nextInt(begins.length)]);
          octets.append("x".repeat(random.nextInt(longest)));
        }
      }
      String body = octets.append("\r\n.\r\n").append(random.nextBoolean() ? "+OK" : "").toString();
      NaiveBody expected = NaiveBody.read(body);

      DotUnstuffer unstuffer = new DotUnstuffer();
      ByteBuf block = kind.buffer(body.getBytes(ISO_8859_1), random);
      ByteBuf content = unstuffer.unstuff(ByteBufAllocator.DEFAULT, block);
      NaiveBody read =
          new NaiveBody(
              content.toString(ISO_8859_1), unstuffer.isTerminated(), block.toString(ISO_8859_1));
      assertThat(read).as("case %d", i).isEqualTo(expected);
      content.release();
      block.release();
    }
  }

  @Test
  void slicesABlockWithoutStuffedDots() {
    assertThat(sharesMemory("a\r\nb.\r\n.\r\n", 0)).isTrue();
  }

  @Test
  void compactsStuffedDotsWithinTheBlock() {
    assertThat(sharesMemory("a\r\n..b\r\n.\r\n", 0)).isTrue();
    assertThat(sharesMemory("..b\r\n", 0)).isTrue();
  }

  @Test
  void copiesAReadOnlyBlockOnlyToTakeDotsAway() {
    ByteBuf block = Kind.DIRECT.buffer("a\r\n..b\r\n".getBytes(ISO_8859_1), new Random(1));
    ByteBuf content = new DotUnstuffer().unstuff(ByteBufAllocator.DEFAULT, block.asReadOnly());

    assertThat(content.toString(ISO_8859_1)).isEqualTo("a\r\n.b\r\n");
    assertThat(block.toString(ISO_8859_1)).isEqualTo("a\r\n..b\r\n");
    assertThat(block.refCnt()).isEqualTo(1);
    content.release();
    block.release();
  }

  @Test
  void leavesWhatFollowsTheTerminator() {
    ByteBuf block = Kind.HEAP.buffer("..a\r\n.\r\n+OK\r\n".getBytes(ISO_8859_1), new Random(1));
    DotUnstuffer unstuffer = new DotUnstuffer();
    ByteBuf content = unstuffer.unstuff(ByteBufAllocator.DEFAULT, block);

    assertThat(unstuffer.isTerminated()).isTrue();
    assertThat(content.toString(ISO_8859_1)).isEqualTo(".a\r\n");
    assertThat(block.toString(ISO_8859_1)).isEqualTo("+OK\r\n");
    content.release();
    block.release();
  }

  private static boolean sharesMemory(String octets, int index) {
    ByteBuf block = ByteBufAllocator.DEFAULT.buffer().writeBytes(octets.getBytes(ISO_8859_1));
    ByteBuf content = new DotUnstuffer().unstuff(ByteBufAllocator.DEFAULT, block);
    block.setByte(index, '\1');
    boolean shares = content.getByte(content.readerIndex()) == '\1' && block.refCnt() == 2;
    content.release();
    block.release();
    return shares;
  }

  /** Takes the blocks of one body and keeps what it becomes. */
  private static final class Unstuffing extends ChannelInboundHandlerAdapter {
    private final StringBuilder content = new StringBuilder();
    private final StringBuilder rest = new StringBuilder();
    private final DotUnstuffer unstuffer = new DotUnstuffer();

    void reset() {
      content.setLength(0);
      rest.setLength(0);
      unstuffer.reset();
    }

    NaiveBody read() {
      return new NaiveBody(content.toString(), unstuffer.isTerminated(), rest.toString());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf block = (ByteBuf) message;
      if (!unstuffer.isTerminated()) {
        ByteBuf part = unstuffer.unstuff(context.alloc(), block);
        content.append(part.toString(ISO_8859_1));
        part.release();
      }
      rest.append(block.toString(ISO_8859_1));
      block.release();
    }
  }
}
