// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineEndFilterTest {

  private static String filtered(LineEnds lineEnds, String... chunks) {
    LineEndFilter filter = new LineEndFilter(lineEnds);
    StringBuilder out = new StringBuilder();
    for (String chunk : chunks) {
      byte[] octets = chunk.getBytes(StandardCharsets.ISO_8859_1);
      out.append(text(filter.filter(Unpooled.wrappedBuffer(octets))));
    }
    return out.append(text(filter.end())).toString();
  }

  private static String text(ByteBuffer octets) {
    return StandardCharsets.ISO_8859_1.decode(octets).toString();
  }

  @ParameterizedTest
  @CsvSource({
    "a\\r\\nb\\r\\n, a\\nb\\n",
    "\\r\\n\\r\\n, \\n\\n",
    "a\\rb, a\\rb",
    "a\\nb, a\\nb",
    "\\r\\r\\n, \\r\\n",
    "a\\r, a\\r",
    "\\r\\r\\r, \\r\\r\\r",
    "\\n\\r\\n\\r, \\n\\n\\r",
    "\\u00e9\\r\\n\\u0000\\u00ff, \\u00e9\\n\\u0000\\u00ff"
  })
  void makesTheSameOfEveryCut(String escapedIn, String escapedOut) {
    String in = unescaped(escapedIn);
    String out = unescaped(escapedOut);
    for (int i = 0; i <= in.length(); i++) {
      for (int j = i; j <= in.length(); j++) {
        assertThat(filtered(LineEnds.LF, in.substring(0, i), in.substring(i, j), in.substring(j)))
            .isEqualTo(out);
      }
    }
  }

  private static String unescaped(String text) {
    return text.replace("\\u00e9", "\u00e9")
        .replace("\\u0000", "\0")
        .replace("\\u00ff", "\u00ff")
        .translateEscapes();
  }

  @Test
  void leavesTransportedOctetsAlone() {
    assertThat(filtered(LineEnds.AS_TRANSPORTED, "a\r", "\nb\r", "c\n\r"))
        .isEqualTo("a\r\nb\rc\n\r");
  }
}
