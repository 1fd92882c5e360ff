// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.EncoderException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Turns requests into lines. */
final class Pop3RequestEncoder {
  private static final int CRLF = '\r' << 8 | '\n';

  private final int maxCommandOctets;
  private final int maxContinuationOctets;

  Pop3RequestEncoder(Pop3CodecConfig config) {
    this.maxCommandOctets = config.maxCommandOctets();
    this.maxContinuationOctets = config.maxContinuationOctets();
  }

  ByteBuf encode(ByteBufAllocator alloc, Pop3Request request) {
    String verb = request.isContinuation() ? "" : request.command().verb();
    List<String> arguments = request.arguments();
    int octets = octets(verb, arguments, request.isContinuation());
    int limit = request.isContinuation() ? maxContinuationOctets : maxCommandOctets;
    if (octets > limit) {
      throw new EncoderException(
          request.command() + " would take " + octets + " octets, the limit is " + limit);
    }
    ByteBuf line = alloc.buffer(octets);
    line.writeCharSequence(verb, StandardCharsets.US_ASCII);
    boolean blank = !request.isContinuation();
    for (int i = 0; i < arguments.size(); i++) {
      if (blank) {
        line.writeByte(' ');
      }
      blank = true;
      ByteBufUtil.writeUtf8(line, arguments.get(i));
    }
    return line.writeShort(CRLF);
  }

  /** Returns the length of the line with its CRLF. */
  private static int octets(String verb, List<String> arguments, boolean continuation) {
    int octets = verb.length() + 2 - (continuation ? 1 : 0);
    for (int i = 0; i < arguments.size(); i++) {
      octets += 1 + ByteBufUtil.utf8Bytes(arguments.get(i));
    }
    return octets;
  }
}
