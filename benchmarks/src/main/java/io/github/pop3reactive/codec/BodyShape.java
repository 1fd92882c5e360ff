// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a body looks like on the wire. */
public enum BodyShape {
  /** Lines of words, one of 50 with a dot first. */
  TEXT,
  /** Lines of 76 letters. */
  BASE64,
  /** Every line with a dot first. */
  DOTTED,
  /** One line. */
  NO_LINE_ENDS;

  static final int OCTETS = 1_000_000;

  private static final String LINE =
      "The quick brown fox jumps over the lazy dog, and then it does so once more..";

  /** Returns the octets of the body, dots stuffed, without status line and terminator. */
  ByteBuf body() {
    ByteBuf body = Unpooled.buffer(OCTETS);
    String letters = LINE.replaceAll("[ ,.]", "A");
    for (int line = 0; body.readableBytes() + LINE.length() + 4 <= OCTETS; line++) {
      if (this == DOTTED || (this == TEXT && line % 50 == 49)) {
        body.writeCharSequence("..", StandardCharsets.US_ASCII);
      }
      body.writeCharSequence(this == TEXT ? LINE : letters, StandardCharsets.US_ASCII);
      if (this != NO_LINE_ENDS) {
        body.writeShort('\r' << 8 | '\n');
      }
    }
    if (this == NO_LINE_ENDS) {
      body.writeShort('\r' << 8 | '\n');
    }
    return body;
  }

  /** Returns the whole reply to RETR in pieces of so many octets. */
  List<ByteBuf> reads(int octets) {
    ByteBuf reply =
        Unpooled.wrappedBuffer(
            Unpooled.copiedBuffer("+OK\r\n", StandardCharsets.US_ASCII),
            body(),
            Unpooled.copiedBuffer(".\r\n", StandardCharsets.US_ASCII));
    List<ByteBuf> reads = new ArrayList<>();
    while (reply.isReadable()) {
      ByteBuf piece = Unpooled.directBuffer(octets);
      piece.writeBytes(reply, Math.min(octets, reply.readableBytes()));
      reads.add(piece);
    }
    reply.release();
    return reads;
  }

  static ByteBuf greeting() {
    return Unpooled.copiedBuffer("+OK\r\n", StandardCharsets.US_ASCII);
  }

  /** Returns a pooled direct copy, which a decoder may write to and release. */
  static ByteBuf pooled(ByteBuf octets) {
    return PooledByteBufAllocator.DEFAULT
        .directBuffer(octets.readableBytes())
        .writeBytes(octets, octets.readerIndex(), octets.readableBytes());
  }
}
