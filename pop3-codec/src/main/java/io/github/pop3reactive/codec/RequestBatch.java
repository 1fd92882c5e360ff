// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.EncoderException;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests that were written since the last flush, which go out as one buffer. */
final class RequestBatch {
  private static final int INITIAL_OCTETS = 128;

  private final Pop3RequestEncoder encoder;
  private @Nullable ByteBuf lines;
  private List<ChannelPromise> promises = new ArrayList<>(1);

  RequestBatch(Pop3RequestEncoder encoder) {
    this.encoder = encoder;
  }

  /**
   * Adds a line, and the promise that is kept when the line is written.
   *
   * @throws EncoderException if the request is too long; the promise is the caller's to break then
   */
  void add(ChannelHandlerContext ctx, Pop3Request request, ChannelPromise promise) {
    int octets = encoder.octets(request);
    ByteBuf batch = lines;
    if (batch == null) {
      batch = ctx.alloc().buffer(Math.max(octets, INITIAL_OCTETS));
      lines = batch;
    }
    Pop3RequestEncoder.encode(request, batch);
    promises.add(promise);
  }

  /** Writes what there is. */
  void write(ChannelHandlerContext ctx) {
    ByteBuf batch = lines;
    if (batch == null) {
      return;
    }
    List<ChannelPromise> written = promises;
    lines = null;
    promises = new ArrayList<>(1);
    ctx.write(batch).addListener(future -> keep(written, future));
  }

  private static void keep(List<ChannelPromise> promises, Future<?> written) {
    for (ChannelPromise promise : promises) {
      if (written.isSuccess()) {
        promise.trySuccess();
      } else {
        promise.tryFailure(written.cause());
      }
    }
  }
}
