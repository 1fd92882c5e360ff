// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for the blocks of any octets, cut in any way. */
class LineBlocksTest {
  private static final int LIMIT = 64;
  private static final Pop3CodecConfig CONFIG = Pop3CodecConfig.DEFAULT.withMaxLineOctets(LIMIT);

  @Test
  void beginAtLineStartsAsPromised() {
    Random random = new Random(19_390_514);
    for (int i = 0; i < 5_000; i++) {
      Pop3LineDecoder decoder = new Pop3LineDecoder(CONFIG);
      EmbeddedChannel channel = new EmbeddedChannel(decoder);
      try {
        play(decoder, channel, octets(random), random);
      } finally {
        channel.finishAndReleaseAll();
      }
    }
  }

  private static void play(
      Pop3LineDecoder decoder, EmbeddedChannel channel, String octets, Random random) {
    int handedOn = 0;
    int start = 0;
    while (start < octets.length()) {
      int end = Math.min(octets.length(), start + 1 + random.nextInt(100));
      String piece = octets.substring(start, end);
      channel.writeInbound(channel.alloc().buffer().writeBytes(piece.getBytes(ISO_8859_1)));
      ByteBuf buffer;
      while ((buffer = channel.readInbound()) != null) {
        String block = buffer.toString(ISO_8859_1);
        buffer.release();
        assertThat(octets.substring(handedOn)).startsWith(block);
        assertPromised(octets, handedOn, block);
        handedOn += block.length();
      }
      start = end;
      assertThat(decoder.pendingOctets()).isEqualTo(end - handedOn);
      assertThat(decoder.receivedOctets()).isEqualTo(end);
    }
    assertThat(octets.substring(handedOn))
        .doesNotContain("\r\n")
        .hasSizeLessThanOrEqualTo(LIMIT + 1);
  }

  private static void assertPromised(String octets, int start, String block) {
    String shown = Shown.escape(octets);
    assertThat(block).as(shown).isNotEmpty();
    if (block.endsWith("\r\n")) {
      return;
    }
    boolean atLineStart = start == 0 || octets.startsWith("\r\n", start - 2);
    int end = start + block.length();
    assertThat(block).as(shown).doesNotContain("\r\n");
    assertThat(octets.startsWith("\r\n", end - 1)).as(shown).isFalse();
    assertThat(!atLineStart || block.length() > LIMIT).as(shown).isTrue();
  }

  private static String octets(Random random) {
    StringBuilder octets = new StringBuilder();
    int words = 1 + random.nextInt(30);
    for (int i = 0; i < words; i++) {
      switch (random.nextInt(6)) {
        case 0 -> octets.append('\r');
        case 1 -> octets.append('\n');
        case 2, 3 -> octets.append("\r\n");
        case 4 -> octets.append("x".repeat(random.nextInt(10)));
        default -> octets.append("y".repeat(LIMIT - 2 + random.nextInt(5)));
      }
    }
    return octets.toString();
  }
}
