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

/** Gathers the requests that are written between two flushes in one buffer. */
final class RequestCoalescer {
  private static final int INITIAL_OCTETS = 128;

  private final Pop3RequestEncoder encoder;
  private @Nullable Batch batch;

  RequestCoalescer(Pop3RequestEncoder encoder) {
    this.encoder = encoder;
  }

  /**
   * Adds a line, and the promise that ends with the write of all of them.
   *
   * @throws EncoderException if the request is too long; what becomes of the promise is up to the
   *     caller then
   */
  void add(ChannelHandlerContext ctx, Pop3Request request, ChannelPromise promise) {
    int octets = encoder.octets(request);
    Batch open = batch;
    if (open == null) {
      open = new Batch(ctx.alloc().buffer(Math.max(octets, INITIAL_OCTETS)), new ArrayList<>(1));
      batch = open;
    }
    Pop3RequestEncoder.encode(request, open.lines);
    open.promises.add(promise);
  }

  /** Writes what there is; where the channel is closed, that fails the promises. */
  void write(ChannelHandlerContext ctx) {
    Batch full = batch;
    if (full != null) {
      batch = null;
      ctx.write(full.lines).addListener(full::written);
    }
  }

  private record Batch(ByteBuf lines, List<ChannelPromise> promises) {
    void written(Future<?> write) {
      for (ChannelPromise promise : promises) {
        if (write.isSuccess()) {
          promise.trySuccess();
        } else {
          promise.tryFailure(write.cause());
        }
      }
    }
  }
}
