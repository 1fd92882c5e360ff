// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Request;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import reactor.core.CoreSubscriber;

/** A multi-line reply read line by line. */
final class ListingExchange<T> extends StreamExchange<T> {
  private final long maxEntries;
  private final LineReader<T> reader;
  private long entries;

  ListingExchange(
      ExchangeHandler handler,
      Pop3Request request,
      long maxEntries,
      LineReader<T> reader,
      CoreSubscriber<? super T> actual) {
    super(handler, request, actual);
    this.maxEntries = maxEntries;
    this.reader = reader;
  }

  /** Checks for a line that the line decoder handed on in pieces. */
  @Override
  void onArrival(ByteBuf content) {
    int end = content.writerIndex();
    boolean endsLine =
        content.readableBytes() > 1
            && content.getByte(end - 1) == '\n'
            && content.getByte(end - 2) == '\r';
    if (!endsLine) {
      throw new Pop3LimitException(command(), "a line of the listing is too long", null);
    }
  }

  @Override
  T next(ArrayDeque<ByteBuf> chunks) {
    ByteBuf chunk = chunks.element();
    if (++entries > maxEntries) {
      throw new Pop3LimitException(
          command(), "the listing has more than " + maxEntries + " entries", null);
    }
    int start = chunk.readerIndex();
    int lf = chunk.indexOf(start, chunk.writerIndex(), (byte) '\n');
    while (lf == start || chunk.getByte(lf - 1) != '\r') {
      lf = chunk.indexOf(lf + 1, chunk.writerIndex(), (byte) '\n');
    }
    T element = reader.read(chunk, start, lf - 1);
    chunk.readerIndex(lf + 1);
    if (!chunk.isReadable()) {
      chunks.remove().release();
    }
    return element;
  }
}
