// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * The last part of the body of a multi-line reply, possibly empty: the terminator, CRLF . CRLF, was
 * read. There is exactly one for each positive multi-line reply, also where the body is empty.
 */
public final class LastPop3Content extends Pop3Content {

  /** A last part without content; releasing it has no effect. */
  public static final LastPop3Content EMPTY = new LastPop3Content(Unpooled.EMPTY_BUFFER);

  /** Takes over {@code content}, one reference to it. */
  public LastPop3Content(ByteBuf content) {
    super(content);
  }

  @Override
  public LastPop3Content replace(ByteBuf content) {
    return new LastPop3Content(content);
  }
}
