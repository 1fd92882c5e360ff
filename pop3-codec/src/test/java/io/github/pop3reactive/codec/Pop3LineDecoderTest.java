// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class Pop3LineDecoderTest {
  private static final int LIMIT = 64;

  private final Pop3LineDecoder decoder =
      new Pop3LineDecoder(Pop3CodecConfig.DEFAULT.withMaxLineOctets(LIMIT));

  @AutoClose("finishAndReleaseAll")
  private final EmbeddedChannel channel = new EmbeddedChannel(decoder);

  @Test
  void handsOnAllWholeLinesInOneBlock() {
    assertThat(blocks("one\r\ntwo\r\n\r\nfour\r\n")).containsExactly("one\r\ntwo\r\n\r\nfour\r\n");
  }

  @Test
  void makesAsManyObjectsForAThousandLinesAsForOne() {
    assertThat(blocks("line\r\n".repeat(1000) + "ha")).hasSize(1);
    assertThat(blocks("lf\r\n" + "line\r\n".repeat(1000) + "ha")).hasSize(2);
    assertThat(blocks("lf\r\n")).hasSize(1);
  }

  @Test
  void holdsTheStartOfALine() {
    assertThat(blocks("one\r\ntw")).containsExactly("one\r\n");
    assertThat(decoder.pendingOctets()).isEqualTo(2);
    assertThat(blocks("o\r")).isEmpty();
    assertThat(decoder.pendingOctets()).isEqualTo(4);
    assertThat(blocks("\nthree\r\nf")).containsExactly("two\r\n", "three\r\n");
    assertThat(decoder.pendingOctets()).isEqualTo(1);
    assertThat(decoder.receivedOctets()).isEqualTo(18);
  }

  @Test
  void cutsAtNothingButCrLf() {
    assertThat(blocks("\n\n\r\ra\n\rb\r")).isEmpty();
    assertThat(blocks("\r\nc\n")).containsExactly("\n\n\r\ra\n\rb\r\r\n");
    assertThat(blocks("\r\n\n")).containsExactly("c\n\r\n");
    assertThat(blocks("\r\r\n")).containsExactly("\n\r\r\n");
  }

  @Test
  void countsWhatIsHeldWhileABlockIsHandedOn() {
    List<Integer> pending = new ArrayList<>();
    channel.pipeline().addLast(new OnRead(block -> pending.add(decoder.pendingOctets())));

    blocks("ab");
    blocks("c\r\ndef\r\ngh\r\nijkl");
    assertThat(pending).containsExactly("def\r\ngh\r\nijkl".length(), "ijkl".length());
  }

  @Test
  void tellsHowWhatIsHeldBegins() {
    assertThat(decoder.heldBeginsLike("-ERR")).isTrue();
    blocks("-E");
    assertThat(decoder.heldBeginsLike("-ERR")).isTrue();
    assertThat(decoder.heldBeginsLike("+OK")).isFalse();
    blocks("RROR");
    assertThat(decoder.heldBeginsLike("-ERR")).isTrue();
    assertThat(decoder.heldBeginsLike("-ERR ")).isFalse();
  }

  @Test
  void slicesTheBufferThatWasRead() {
    for (ByteBuf read : new ByteBuf[] {Unpooled.buffer(), Unpooled.directBuffer()}) {
      read.writeBytes("one\r\ntwo\r\nth".getBytes(ISO_8859_1));
      channel.writeInbound(read.retain());
      ByteBuf block = channel.readInbound();
      read.setByte(0, 'X').setByte(8, 'Y');

      assertThat(block.toString(ISO_8859_1)).isEqualTo("Xne\r\ntwoY\n");
      block.release();
      blocks("\r\n");
      read.release();
    }
  }

  @Test
  void copiesTheStraddlingLineOnly() {
    ByteBuf first = buffer("one\r\ntw");
    ByteBuf second = buffer("o\r\nthree\r\nfo");
    channel.writeInbound(first.retain());
    channel.writeInbound(second.retain());
    first.setZero(0, first.writerIndex());
    second.setZero(0, second.writerIndex());

    assertThat(inbound()).containsExactly("\0".repeat(5), "two\r\n", "\0".repeat(7));
    assertThat(first.refCnt()).isEqualTo(1);
    assertThat(second.refCnt()).isEqualTo(2);
    first.release();
    second.release();
  }

  @Test
  void handsOnTheStartOfALongLineAsASlice() {
    ByteBuf read = buffer("x".repeat(LIMIT + 1));
    channel.writeInbound(read.retain());
    read.setZero(0, read.writerIndex());

    assertThat(inbound()).containsExactly("\0".repeat(LIMIT + 1));
    assertThat(read.refCnt()).isEqualTo(1);
    read.release();
  }

  @Test
  void holdsALineUpToTheLimit() {
    String longest = "x".repeat(LIMIT);

    assertThat(blocks(longest)).isEmpty();
    assertThat(blocks("\r")).isEmpty();
    assertThat(blocks("\n")).containsExactly(longest + "\r\n");
    assertThat(blocks(longest)).isEmpty();
    assertThat(blocks("y")).containsExactly(longest + "y");
  }

  @Test
  void handsOnWhatFollowsALongStartAtOnce() {
    assertThat(blocks("x".repeat(LIMIT + 1))).hasSize(1);
    assertThat(blocks("y")).containsExactly("y");
    assertThat(blocks("\r")).isEmpty();
    assertThat(decoder.pendingOctets()).isEqualTo(1);
    assertThat(blocks("\r")).containsExactly("\r");
    assertThat(blocks("z\r")).containsExactly("\rz");
    assertThat(blocks("\n\n")).containsExactly("\r\n");
    assertThat(blocks("\r\n")).containsExactly("\n\r\n");
  }

  @Test
  void handsOnNoPieceThatEndsBetweenCrAndLf() {
    assertThat(blocks("x".repeat(LIMIT + 1) + "\r")).containsExactly("x".repeat(LIMIT + 1));
    assertThat(decoder.pendingOctets()).isEqualTo(1);
    assertThat(blocks("\nok\r\n")).containsExactly("\r\n", "ok\r\n");
    assertThat(decoder.pendingOctets()).isZero();
  }

  @Test
  void takesALongLineThatIsWholeAsItIs() {
    assertThat(blocks("x".repeat(500) + "\r\n")).containsExactly("x".repeat(500) + "\r\n");
  }

  @Test
  void releasesWhatIsHeldWhenTheChannelCloses() {
    ByteBuf read = buffer("one\r\ntw");
    channel.writeInbound(read.retain());
    assertThat(inbound()).hasSize(1);
    channel.close();

    assertThat(read.refCnt()).isEqualTo(1);
    assertThat(decoder.pendingOctets()).isZero();
    read.release();
  }

  @Test
  void releasesWhatIsHeldWhenRemoved() {
    blocks("one\r\ntw");
    blocks("o");
    channel.pipeline().remove(decoder);

    assertThat(decoder.pendingOctets()).isZero();
  }

  @Test
  void holdsNothingWhenRemovedByTheReceiverOfABlock() {
    channel
        .pipeline()
        .addLast(
            new OnRead(
                block -> {
                  if (channel.pipeline().context(decoder) != null) {
                    channel.pipeline().remove(decoder);
                  }
                }));
    ByteBuf read = buffer("one\r\ntw");
    channel.writeInbound(read.retain());

    assertThat(inbound()).containsExactly("one\r\n");
    assertThat(read.refCnt()).isEqualTo(1);
    assertThat(decoder.pendingOctets()).isZero();
    read.release();
  }

  @Test
  void letsOtherMessagesPass() {
    channel.writeInbound("no buffer");

    assertThat(channel.<String>readInbound()).isEqualTo("no buffer");
  }

  @Test
  void releasesAnEmptyBuffer() {
    ByteBuf empty = channel.alloc().buffer();
    channel.writeInbound(empty);

    assertThat(empty.refCnt()).isZero();
    assertThat(inbound()).isEmpty();
  }

  private List<String> blocks(String octets) {
    channel.writeInbound(buffer(octets));
    return inbound();
  }

  private ByteBuf buffer(String octets) {
    return channel.alloc().buffer().writeBytes(octets.getBytes(ISO_8859_1));
  }

  private List<String> inbound() {
    List<String> blocks = new ArrayList<>();
    ByteBuf block;
    while ((block = channel.readInbound()) != null) {
      blocks.add(block.toString(ISO_8859_1));
      block.release();
    }
    return blocks;
  }

  private static final class OnRead extends ChannelInboundHandlerAdapter {
    private final Consumer<Object> action;

    OnRead(Consumer<Object> action) {
      this.action = action;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      action.accept(message);
      context.fireChannelRead(message);
    }
  }
}
