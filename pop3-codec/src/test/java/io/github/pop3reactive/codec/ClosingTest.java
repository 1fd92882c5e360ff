// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.PrematureChannelClosureException;
import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ClosingTest {
  @AutoClose private final CodecChannel fresh = new CodecChannel();
  @AutoClose private final CodecChannel greeted = CodecChannel.greeted();

  @Test
  void reportsTheMissingGreeting() {
    fresh.channel.close();

    assertMissing(fresh, 1);
  }

  @Test
  void reportsNothingWhileNothingIsDue() {
    greeted.channel.close();

    assertThat(greeted.read()).isEmpty();
  }

  @Test
  void countsTheRepliesThatAreDue() {
    greeted.send(Pop3Requests.stat());
    greeted.send(Pop3Requests.list());
    greeted.send(Pop3Requests.noop());
    greeted.receive("+OK 1 2\r\n+OK");
    greeted.channel.close();

    assertThat(greeted.read()).containsExactly("OK 1 2", "!PrematureChannelClosureException");
    assertMissing(greeted, 2);
  }

  @Test
  void countsTheBodyThatHasNoEnd() {
    greeted.send(Pop3Requests.retr(1));
    greeted.send(Pop3Requests.noop());
    greeted.receive("+OK\r\na\r\nb");
    greeted.channel.close();

    assertThat(greeted.read())
        .containsExactly("OK", "a\\r\\n", "!PrematureChannelClosureException");
    assertMissing(greeted, 2);
  }

  @Test
  void reportsBeforeTheChannelIsSeenToBeInactive() {
    StringBuilder order = new StringBuilder();
    fresh
        .channel
        .pipeline()
        .addLast(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void channelInactive(ChannelHandlerContext context) {
                order.append(fresh.exceptions.size()).append(" exception, then inactive");
              }
            });
    fresh.channel.close();

    assertThat(order).hasToString("1 exception, then inactive");
  }

  @Test
  void reportsNothingMoreAfterAViolation() {
    greeted.send(Pop3Requests.noop());
    greeted.send(Pop3Requests.noop());
    greeted.receive("what?\r\n");
    greeted.channel.close();

    assertThat(greeted.read()).containsExactly("!Pop3CodecException");
  }

  @Test
  void reportsAResetAndTheMissingReplies() {
    greeted.send(Pop3Requests.noop());
    greeted.channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
    greeted.channel.close();

    assertThat(greeted.read()).containsExactly("!IOException", "!PrematureChannelClosureException");
  }

  @Test
  void sendsNothingAfterItReportedMissingReplies() {
    fresh.channel.close();

    assertThat(fresh.send(Pop3Requests.noop()).isSuccess()).isFalse();
    assertThat(fresh.written()).isEmpty();
  }

  private static void assertMissing(CodecChannel channel, int replies) {
    assertThat(channel.exceptions)
        .singleElement()
        .isInstanceOf(PrematureChannelClosureException.class)
        .extracting(Throwable::getMessage)
        .asString()
        .contains(" " + replies + " ");
  }
}
