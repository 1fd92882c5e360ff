// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection of the canned server: replies in order, all of a delay later. */
final class CannedSession extends ChannelDuplexHandler {
  private static final int TLS_PIECE = 64 * 1024;

  private final CannedCommands commands;
  private final ServerCounters counters;
  private final long delayNanos;
  private final boolean tls;
  private final ArrayDeque<ByteBuf> ready = new ArrayDeque<>();
  private List<ByteBuf> batch = new ArrayList<>();
  private @Nullable ByteBuf partial;
  private boolean awaitingAnswer;
  private boolean quit;
  private boolean draining;

  CannedSession(CannedCommands commands, ServerCounters counters, long delayNanos, boolean tls) {
    this.commands = commands;
    this.counters = counters;
    this.delayNanos = delayNanos;
    this.tls = tls;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    if (!tls) {
      greet(ctx);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
      greet(ctx);
    }
  }

  private void greet(ChannelHandlerContext ctx) {
    counters.sessions.increment();
    reply(CannedReplies.greeting());
    release(ctx);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    ByteBuf in = (ByteBuf) msg;
    ByteBuf before = partial;
    if (before != null) {
      partial = null;
      before.writeBytes(in);
      in.release();
      in = before;
    }
    int lf;
    while ((lf = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n')) >= 0) {
      String line =
          in.toString(in.readerIndex(), lf - in.readerIndex(), StandardCharsets.ISO_8859_1);
      in.readerIndex(lf + 1);
      counters.commands.increment();
      reply(commands.answer(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line));
      quit |= commands.isQuit();
    }
    if (in.isReadable()) {
      partial = ctx.alloc().buffer(512).writeBytes(in);
    }
    in.release();
  }

  private void reply(ByteBuf reply) {
    if (!awaitingAnswer) {
      awaitingAnswer = true;
      counters.roundTrips.increment();
    }
    batch.add(reply);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    release(ctx);
  }

  private void release(ChannelHandlerContext ctx) {
    if (batch.isEmpty()) {
      return;
    }
    if (delayNanos == 0) {
      ready.addAll(batch);
      batch.clear();
      drain(ctx);
    } else {
      List<ByteBuf> delayed = batch;
      batch = new ArrayList<>();
      ctx.executor()
          .schedule(
              () -> {
                ready.addAll(delayed);
                drain(ctx);
              },
              delayNanos,
              TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      drain(ctx);
    }
  }

  /** Writes as long as the peer takes it, so that what waits is references and not copies. */
  private void drain(ChannelHandlerContext ctx) {
    if (draining) {
      return;
    }
    draining = true;
    awaitingAnswer = false;
    while (!ready.isEmpty() && ctx.channel().isWritable()) {
      ByteBuf next = ready.element();
      if (tls && next.readableBytes() > TLS_PIECE) {
        ctx.write(next.readRetainedSlice(TLS_PIECE), ctx.voidPromise());
        ctx.flush();
      } else {
        ready.remove();
        ctx.write(next, ctx.voidPromise());
      }
    }
    ctx.flush();
    draining = false;
    if (!ready.isEmpty()) {
      if (ctx.channel().isWritable()) {
        drain(ctx);
      }
    } else if (quit && batch.isEmpty()) {
      ctx.writeAndFlush(ctx.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    ready.forEach(ByteBuf::release);
    ready.clear();
    if (partial != null) {
      partial.release();
      partial = null;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
