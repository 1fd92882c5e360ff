// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import io.netty.buffer.ByteBuf;
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

  /**
   * Returns how many octets the line takes.
   *
   * @throws EncoderException if those are too many
   */
  int octets(Pop3Request request) {
    List<String> arguments = request.arguments();
    int octets = 2 + (request.isContinuation() ? -1 : request.command().verb().length());
    for (int i = 0; i < arguments.size(); i++) {
      octets += 1 + ByteBufUtil.utf8Bytes(arguments.get(i));
    }
    int limit = request.isContinuation() ? maxContinuationOctets : maxCommandOctets;
    if (octets > limit) {
      throw new EncoderException(
          request.command() + " would take " + octets + " octets, the limit is " + limit);
    }
    return octets;
  }

  /** Writes the line. */
  static void encode(Pop3Request request, ByteBuf out) {
    boolean blank = !request.isContinuation();
    if (blank) {
      out.writeCharSequence(request.command().verb(), StandardCharsets.US_ASCII);
    }
    List<String> arguments = request.arguments();
    for (int i = 0; i < arguments.size(); i++) {
      if (blank) {
        out.writeByte(' ');
      }
      blank = true;
      ByteBufUtil.writeUtf8(out, arguments.get(i));
    }
    out.writeShort(CRLF);
  }
}
