// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.transcript;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class EmbeddedTranscriptTest {
  private static final Transcript TRANSCRIPT =
      Transcript.parse("S: +OK ready\nC: STAT\nC: NOOP\nS: +OK 1 20\nS: +OK\nC: QUIT\nS: +OK\nEOF");

  @Test
  void allCutsGiveTheSame() {
    assertThat(play(EmbeddedTranscriptTest::lines).sameHoweverCut())
        .containsExactly("+OK ready", "+OK 1 20", "+OK", "+OK");
  }

  @Test
  void allPairsOfCutsGiveTheSame() {
    assertThat(play(EmbeddedTranscriptTest::lines).sameHoweverCutTwice())
        .containsExactly("+OK ready", "+OK 1 20", "+OK", "+OK");
  }

  @Test
  void partsThatDependOnTheCutAreJoined() {
    EmbeddedTranscript plain = play(EmbeddedChannel::new);

    assertThatThrownBy(plain::sameHoweverCut)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("byte by byte");
    assertThat(plain.joining(object -> object instanceof ByteBuf).sameHoweverCut())
        .containsExactly("+OK ready\r\n+OK 1 20\r\n+OK\r\n+OK\r\n");
  }

  @Test
  void aCutFallsWhereItIsAsked() {
    assertThat(play(EmbeddedChannel::new).cutAt(14).subList(0, 3))
        .containsExactly("+OK ready\r\n", "+OK", " 1 20\r\n+OK\r\n");
  }

  @Test
  void anotherLineOfTheClientFails() {
    assertFails((channel, line) -> send(channel, "STOP"), "is to send \"STAT\\r\\n\"");
  }

  @Test
  void moreThanTheLineFailsToo() {
    assertFails(
        (channel, line) -> {
          send(channel, line);
          send(channel, line.equals("NOOP") ? "DELE 1" : line.equals("STAT") ? "NOOP" : "");
        },
        "also sent");
  }

  @Test
  void anExceptionIsRenderedInItsPlaceAndAClosedChannelEndsThePlay() {
    assertThat(
            play(() -> new EmbeddedChannel(new LineBasedFrameDecoder(99), new Fussy()))
                .sameHoweverCut())
        .containsExactly("+OK ready", "java.lang.IllegalStateException: +OK 1 20");
  }

  @Test
  void aResetReachesThePipeline() {
    Transcript reset = Transcript.parse("S: +OK\nRST\nS: never");
    assertThat(
            new EmbeddedTranscript(
                    reset,
                    EmbeddedTranscriptTest::lines,
                    (c, l) -> {},
                    EmbeddedTranscriptTest::render)
                .sameHoweverCut())
        .containsExactly("+OK", "java.io.IOException: Connection reset by peer");
  }

  private static void assertFails(EmbeddedTranscript.Driver driver, String message) {
    EmbeddedTranscript wrong =
        new EmbeddedTranscript(
            TRANSCRIPT, EmbeddedTranscriptTest::lines, driver, EmbeddedTranscriptTest::render);
    assertThatThrownBy(wrong::whole)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(message);
  }

  private static EmbeddedTranscript play(Supplier<EmbeddedChannel> channels) {
    return new EmbeddedTranscript(
        TRANSCRIPT, channels, EmbeddedTranscriptTest::send, EmbeddedTranscriptTest::render);
  }

  private static EmbeddedChannel lines() {
    return new EmbeddedChannel(new LineBasedFrameDecoder(99));
  }

  private static void send(EmbeddedChannel channel, String line) {
    channel.writeOutbound(ByteBufUtil.writeAscii(channel.alloc(), line + "\r\n"));
  }

  private static String render(Object object) {
    if (object instanceof ByteBuf buffer) {
      String text = buffer.toString(ISO_8859_1);
      buffer.release();
      return text;
    }
    return object.toString();
  }

  private static final class Fussy extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf line = (ByteBuf) message;
      String text = line.toString(ISO_8859_1);
      if (!context.channel().isOpen()) {
        line.release();
      } else if (text.contains("20")) {
        line.release();
        context.fireExceptionCaught(new IllegalStateException(text));
        context.close();
      } else {
        context.fireChannelRead(line);
      }
    }
  }
}
