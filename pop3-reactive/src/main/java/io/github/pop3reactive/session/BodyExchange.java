// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Request;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import reactor.core.CoreSubscriber;

/** A multi-line reply handed on as it is. */
final class BodyExchange extends StreamExchange<ByteBuf> {
  private final long expectedOctets;

  BodyExchange(
      ExchangeHandler handler,
      Pop3Request request,
      long expectedOctets,
      CoreSubscriber<? super ByteBuf> actual) {
    super(handler, request, actual);
    this.expectedOctets = expectedOctets;
  }

  @Override
  long expectedOctets() {
    return expectedOctets;
  }

  @Override
  ByteBuf next(ArrayDeque<ByteBuf> chunks) {
    return chunks.remove();
  }
}
