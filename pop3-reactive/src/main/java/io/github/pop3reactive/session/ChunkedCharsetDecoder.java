// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/** Decodes octets that come in chunks, keeping the start of a character for the next chunk. */
final class ChunkedCharsetDecoder {
  private final CharsetDecoder decoder;
  private byte[] rest = new byte[0];

  ChunkedCharsetDecoder(Charset charset) {
    decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
  }

  String decode(byte[] chunk) {
    ByteBuffer in = ByteBuffer.allocate(rest.length + chunk.length).put(rest).put(chunk).flip();
    CharBuffer out = room(in);
    decoder.decode(in, out, false);
    rest = new byte[in.remaining()];
    in.get(rest);
    return out.flip().toString();
  }

  String finish() {
    ByteBuffer in = ByteBuffer.wrap(rest);
    CharBuffer out = room(in);
    decoder.decode(in, out, true);
    decoder.flush(out);
    return out.flip().toString();
  }

  private CharBuffer room(ByteBuffer in) {
    return CharBuffer.allocate(
        (int) Math.ceil((in.remaining() + 8) * (double) decoder.maxCharsPerByte()));
  }
}
