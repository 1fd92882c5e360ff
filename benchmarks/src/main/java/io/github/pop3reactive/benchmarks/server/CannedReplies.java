// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** The replies that are the same for every maildrop. */
public final class CannedReplies {
  private static final String CAPABILITIES =
      "+OK\r\nTOP\r\nUIDL\r\nUSER\r\nSASL PLAIN\r\nPIPELINING\r\n.\r\n";

  private static final ByteBuf GREETING = fixed("+OK canned\r\n");
  private static final ByteBuf OK = fixed("+OK\r\n");
  private static final ByteBuf ERR = fixed("-ERR\r\n");
  private static final ByteBuf GO_AHEAD = fixed("+ \r\n");
  private static final ByteBuf CAPA = fixed(CAPABILITIES);

  private CannedReplies() {}

  private static ByteBuf fixed(String text) {
    byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
    return Unpooled.unreleasableBuffer(Maildrop.direct(octets).asReadOnly());
  }

  /** Returns how many octets greeting, replies to USER, PASS and QUIT take together. */
  public static int frameOctets() {
    return GREETING.readableBytes() + 3 * OK.readableBytes();
  }

  static ByteBuf greeting() {
    return GREETING.duplicate();
  }

  static ByteBuf ok() {
    return OK.duplicate();
  }

  static ByteBuf err() {
    return ERR.duplicate();
  }

  static ByteBuf goAhead() {
    return GO_AHEAD.duplicate();
  }

  static ByteBuf capa() {
    return CAPA.duplicate();
  }

  static ByteBuf line(String text) {
    return Unpooled.copiedBuffer(text + "\r\n", StandardCharsets.US_ASCII);
  }
}
