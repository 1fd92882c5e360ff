// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Pop3ObjectsTest {
  @AutoClose private final CodecChannel channel = CodecChannel.greeted();

  @ParameterizedTest
  @CsvSource({
    "SYS/TEMP, SYS, true",
    "SYS/TEMP, sys/temp, true",
    "sys/temp/disk, SYS/TEMP, true",
    "IN-USE, IN-USE, true",
    "SYSTEM, SYS, false",
    "SYS, SYS/TEMP, false",
    "IN-USE, LOGIN-DELAY, false"
  })
  void comparesResponseCodesByLevel(String code, String level, boolean expected) {
    assertThat(new ResponseCode(code).is(level)).isEqualTo(expected);
  }

  @Test
  void keepsTheLastContentTheLast() {
    LastPop3Content last = new LastPop3Content(Unpooled.copiedBuffer("abc", US_ASCII));
    for (Pop3Content other : new Pop3Content[] {last.copy(), last.retainedDuplicate()}) {
      assertThat(other).isInstanceOf(LastPop3Content.class).isEqualTo(last);
      other.release();
    }
    assertThat(last.duplicate()).isInstanceOf(LastPop3Content.class);
    assertThat(last.retain().touch().retain(1).touch("hint")).isSameAs(last);
    assertThat(last.refCnt()).isEqualTo(3);
    last.release(3);
  }

  @Test
  void releasesTheEmptyLastContentToNoEffect() {
    LastPop3Content.EMPTY.release();

    assertThat(LastPop3Content.EMPTY.refCnt()).isPositive();
    assertThat(LastPop3Content.EMPTY.copy()).isInstanceOf(LastPop3Content.class);
  }

  @Test
  void letsWhatIsNoRequestPassToTheWire() {
    ByteBuf octets = channel.channel.alloc().buffer().writeBytes("raw".getBytes(US_ASCII));
    channel.channel.writeAndFlush(octets);

    assertThat(channel.written()).isEqualTo("raw");
    channel.receive("+OK\r\n");
    assertThat(channel.read()).containsExactly("!Pop3CodecException");
  }

  @Test
  void letsWhatIsNoBufferPassToTheNextHandler() {
    channel.channel.writeInbound("text");

    assertThat(channel.read()).containsExactly("!String");
  }
}
