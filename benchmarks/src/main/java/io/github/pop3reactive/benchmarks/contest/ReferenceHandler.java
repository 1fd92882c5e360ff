// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One session of a reference point, from connect to the reply to QUIT. */
abstract class ReferenceHandler extends ChannelInboundHandlerAdapter {
  private boolean complete;
  private @Nullable Throwable failure;

  /** Returns whether everything that was asked for has been read. */
  final boolean isComplete() {
    return complete;
  }

  final @Nullable Throwable failure() {
    return failure;
  }

  final void complete(ChannelHandlerContext ctx) {
    complete = true;
    ctx.close();
  }

  final void send(ChannelHandlerContext ctx, CharSequence lines) {
    byte[] octets = lines.toString().getBytes(StandardCharsets.US_ASCII);
    ctx.writeAndFlush(Unpooled.wrappedBuffer(octets), ctx.voidPromise());
  }

  /** Returns RETR for each message of the maildrop. */
  static StringBuilder retrieveAll(Job job) {
    StringBuilder lines = new StringBuilder();
    for (int number = 1; number <= job.maildrop().messages(); number++) {
      lines.append("RETR ").append(number).append("\r\n");
    }
    return lines;
  }

  abstract void read(ChannelHandlerContext ctx, ByteBuf in);

  @Override
  public final void channelRead(ChannelHandlerContext ctx, Object msg) {
    ByteBuf in = (ByteBuf) msg;
    try {
      read(ctx, in);
    } finally {
      in.release();
    }
  }

  @Override
  public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    failure = cause;
    ctx.close();
  }
}
