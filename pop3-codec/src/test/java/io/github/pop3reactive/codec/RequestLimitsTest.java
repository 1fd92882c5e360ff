// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.EncoderException;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RequestLimitsTest {
  @AutoClose private final CodecChannel channel = CodecChannel.greeted();

  @Test
  void sendsACommandOf255OctetsAndNoneOf256() {
    String longest = "p".repeat(255 - "PASS \r\n".length());

    assertThat(channel.send(Pop3Requests.pass(longest)).isSuccess()).isTrue();
    assertThat(channel.written()).isEqualTo("PASS " + longest + "\r\n");
    assertRefused(channel.send(Pop3Requests.pass(longest + "p")));
  }

  @Test
  void countsOctetsAndNotCharacters() {
    String longest = "\u760d".repeat(82);

    assertThat(channel.send(Pop3Requests.pass(longest)).isSuccess()).isTrue();
    assertThat(channel.written()).hasSize("PASS \r\n".length() + 246);
    assertRefused(channel.send(Pop3Requests.pass(longest + "\u760d")));
  }

  @Test
  void sendsAContinuationOf12288OctetsAndNoneOf12289() {
    String longest = "A".repeat(12_288 - 2);

    assertThat(channel.send(Pop3Requests.authContinuation(longest)).isSuccess()).isTrue();
    assertThat(channel.written()).isEqualTo(longest + "\r\n");
    assertRefused(channel.send(Pop3Requests.authContinuation(longest + "A")));
  }

  @Test
  void takesAnotherLimit() {
    try (CodecChannel longer =
        CodecChannel.greeted(Pop3CodecConfig.DEFAULT.withMaxCommandOctets(400))) {
      assertThat(longer.send(Pop3Requests.pass("p".repeat(393))).isSuccess()).isTrue();
      assertThat(longer.written()).hasSize(400);
      assertThat(longer.send(Pop3Requests.pass("p".repeat(394))).isSuccess()).isFalse();
    }
  }

  @Test
  void expectsNoReplyToACommandThatWasNotSent() {
    channel.send(Pop3Requests.list());
    assertThat(channel.written()).isEqualTo("LIST\r\n");
    assertRefused(channel.send(Pop3Requests.pass("p".repeat(300))));
    channel.send(Pop3Requests.uidl());
    assertThat(channel.written()).isEqualTo("UIDL\r\n");

    channel.receive("+OK one\r\n1 2\r\n.\r\n+OK two\r\n1 b\r\n.\r\n");

    assertThat(channel.read())
        .containsExactly("OK one", "1 2\\r\\n<end>", "OK two", "1 b\\r\\n<end>");
  }

  @Test
  void refusesLimitsThatMakeNoSense() {
    Pop3CodecConfig config = Pop3CodecConfig.DEFAULT;

    assertThatIllegalArgumentException().isThrownBy(() -> config.withMaxLineOctets(63));
    assertThatIllegalArgumentException().isThrownBy(() -> config.withMaxBodyOctets(0));
    assertThatIllegalArgumentException().isThrownBy(() -> config.withMaxCommandOctets(63));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Pop3CodecConfig(64, 1, 64, 63, Set.of()));
    assertThat(new Pop3CodecConfig(64, 1, 64, 64, Set.of())).isNotNull();
  }

  private void assertRefused(ChannelFuture write) {
    assertThat(write.cause())
        .isInstanceOf(EncoderException.class)
        .message()
        .doesNotContain("ppp", "AAA", "\u760d");
    assertThat(channel.written()).isEmpty();
  }
}
