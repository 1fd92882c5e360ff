// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Stands below TLS and reads what the server says in clear, so that every engine is told by the
 * same rule whether it resumed a session.
 */
final class HandshakeWatch extends ChannelOutboundHandlerAdapter {
  private final ServerFlight flight = new ServerFlight();

  @Override
  public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
    if (flight.isUndecided() && msg instanceof ByteBuf out) {
      flight.add(ByteBufUtil.getBytes(out));
    }
    ctx.write(msg, promise);
  }

  ServerFlight.Kind kind() {
    return flight.kind();
  }
}
