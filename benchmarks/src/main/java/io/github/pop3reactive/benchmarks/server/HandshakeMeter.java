// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Tells resumed handshakes from full ones below TLS, for any engine: only in a full one does the
 * server send its certificate, so its octets up to the end of the handshake are few otherwise.
 */
final class HandshakeMeter extends ChannelOutboundHandlerAdapter {
  private long octets;

  @Override
  public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
    if (msg instanceof ByteBuf out) {
      octets += out.readableBytes();
    }
    ctx.write(msg, promise);
  }

  /** Returns how many octets were sent so far. */
  long octets() {
    return octets;
  }
}
