// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.EncoderException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RequestCoalescerTest {
  private static final Pop3Request TOO_LONG = Pop3Requests.pass("p".repeat(300));

  @AutoClose private final CodecChannel codec = CodecChannel.greeted();
  private final EmbeddedChannel channel = codec.channel;

  @Test
  void sendsWhatWasWrittenBetweenTwoFlushesAsOneBuffer() {
    ChannelFuture first = channel.write(Pop3Requests.stat());
    ChannelFuture second = channel.write(Pop3Requests.retr(17));
    assertThat(first.isDone()).isFalse();
    assertThat(second.isDone()).isFalse();

    channel.flush();
    ChannelFuture third = channel.writeAndFlush(Pop3Requests.noop());

    assertThat(first.isSuccess()).isTrue();
    assertThat(second.isSuccess()).isTrue();
    assertThat(third.isSuccess()).isTrue();
    assertThat(codec.buffers()).containsExactly("STAT\r\nRETR 17\r\n", "NOOP\r\n");
  }

  @Test
  void sendsMoreThanABufferHoldsAtFirst() {
    StringBuilder expected = new StringBuilder();
    for (int number = 1; number <= 1_000; number++) {
      channel.write(Pop3Requests.retr(number));
      expected.append("RETR ").append(number).append("\r\n");
    }
    channel.flush();

    assertThat(codec.buffers()).containsExactly(expected.toString());
  }

  @Test
  void sendsNothingForAFlushAlone() {
    channel.flush();
    channel.writeAndFlush(TOO_LONG);

    assertThat(codec.buffers()).isEmpty();
  }

  @Test
  void leavesOutWhatIsTooLong() {
    ChannelFuture first = channel.write(Pop3Requests.noop());
    ChannelFuture refused = channel.write(TOO_LONG);
    ChannelFuture last = channel.write(Pop3Requests.stat());
    assertThat(refused.cause()).isInstanceOf(EncoderException.class);

    channel.flush();

    assertThat(first.isSuccess()).isTrue();
    assertThat(last.isSuccess()).isTrue();
    assertThat(codec.buffers()).containsExactly("NOOP\r\nSTAT\r\n");
  }

  @Test
  void keepsTheOrderWithWhatIsNoRequest() {
    channel.write(Pop3Requests.noop());
    channel.write(Unpooled.copiedBuffer("XTND\r\n", US_ASCII));
    channel.writeAndFlush(Pop3Requests.stat());

    assertThat(codec.buffers()).containsExactly("NOOP\r\n", "XTND\r\n", "STAT\r\n");
  }

  @Test
  void failsEachWriteThatTheChannelDidNotLiveToFlush() {
    List<ChannelFuture> writes = new ArrayList<>();
    writes.add(channel.write(Pop3Requests.noop()));
    writes.add(channel.write(Pop3Requests.stat()));

    channel.close();

    assertThat(writes)
        .allSatisfy(write -> assertThat(write.cause()).isInstanceOf(ClosedChannelException.class));
  }

  @Test
  void handsOnWhatItHoldsWhenItIsRemoved() {
    ChannelFuture write = channel.write(Pop3Requests.noop());
    channel.pipeline().remove(Pop3ClientCodec.class);
    channel.flush();

    assertThat(write.isSuccess()).isTrue();
    assertThat(codec.buffers()).containsExactly("NOOP\r\n");
  }
}
