// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference point is correct wherever the network cuts, or it would be no reference. */
class LeastBodyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r\n",
        ".\r\n",
        "..\r\n",
        ".\r.\r\n",
        "a\r\n.\n\r\n",
        "a\n.\r\n",
        "\r\r\n\n.\r\n",
        "a line of more than sixteen octets\r\n.dotted\r\n\r\n.\r\rx\r\n",
        "0123456\r\n.1234567\r\n..\r\n"
      })
  void readsContentAtEveryCut(String content) {
    String wire = ("\r\n" + content).replace("\r\n.", "\r\n..").substring(2) + ".\r\nREST";
    for (int first = 0; first <= wire.length(); first++) {
      for (int second = first; second <= wire.length(); second++) {
        check(content, wire, first, second);
      }
    }
  }

  private static void check(String content, String wire, int first, int second) {
    MessageCheck check = new MessageCheck();
    LeastBody body = new LeastBody(check);
    String[] parts = {
      wire.substring(0, first), wire.substring(first, second), wire.substring(second)
    };
    boolean ended = false;
    for (String part : parts) {
      ByteBuf in = Unpooled.copiedBuffer(part, StandardCharsets.US_ASCII);
      if (!ended && in.isReadable()) {
        ended = body.read(in);
      }
    }
    Tally tally = new Tally();
    assertThat(check.octets())
        .as("%s cut at %s, %s", wire, first, second)
        .isEqualTo(content.length());
    check.finish(1, tally);
    CRC32 expected = new CRC32();
    expected.update(content.getBytes(StandardCharsets.US_ASCII));
    assertThat(ended).isTrue();
    assertThat(tally.checksum()).isEqualTo(expected.getValue());
  }
}
