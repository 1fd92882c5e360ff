// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import java.util.regex.Pattern;

/**
 * What comes out of the codec, as text of printable US-ASCII:
 *
 * <pre>{@code
 * OK text   ERR <code> text   CONTINUE text   GOODBYE text
 * octets of a part of a body\r\n
 * octets of the last part\r\n<end>
 * !SimpleNameOfException
 * }</pre>
 */
final class Shown {
  private static final Pattern LONG_RUN = Pattern.compile("([ -\\[\\]-~])\\1{9,}");

  private Shown() {}

  /** Shows an object or an exception, and releases it. */
  static String show(Object object) {
    if (object instanceof Pop3Response response) {
      return show(response);
    }
    if (object instanceof Pop3Goodbye goodbye) {
      return "GOODBYE " + show(goodbye.response());
    }
    if (object instanceof Pop3Content content) {
      String end = content instanceof LastPop3Content ? "<end>" : "";
      String octets = escape(content.content().toString(ISO_8859_1));
      content.release();
      return octets + end;
    }
    if (object instanceof ByteBuf buffer) {
      String octets = escape(buffer.toString(ISO_8859_1));
      buffer.release();
      return octets;
    }
    return "!" + object.getClass().getSimpleName();
  }

  private static String show(Pop3Response response) {
    ResponseCode code = response.code();
    return response.status()
        + (code == null ? "" : " <" + escape(code.value()) + ">")
        + (response.text().isEmpty() ? "" : " " + escape(response.text()));
  }

  /** Writes runs of ten and more of the same character as {@code x{10}}. */
  static String shorten(String shown) {
    return LONG_RUN
        .matcher(shown)
        .replaceAll(run -> run.group(1).replace("$", "\\$") + "{" + run.group().length() + "}");
  }

  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      switch (c) {
        case '\r' -> escaped.append("\\r");
        case '\n' -> escaped.append("\\n");
        case '\\' -> escaped.append("\\\\");
        default -> {
          if (c >= ' ' && c <= '~') {
            escaped.append(c);
          } else {
            escaped.append(String.format(c < 0x100 ? "\\x%02x" : "\\u%04x", (int) c));
          }
        }
      }
    }
    return escaped.toString();
  }
}
