// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the inbound octets at line ends, CRLF, and hands on the largest block of whole lines that it
 * holds, as a slice of the buffer that was read. Only a line that straddles two reads is copied.
 *
 * <p>With {@link Leniency#BARE_LF} the CR that is missing in front of an LF is put there first.
 *
 * <p>A line that grows beyond {@link Pop3CodecConfig#maxLineOctets()} before its end has arrived is
 * handed on in pieces. No piece ends between CR and LF, so a block begins at the start of a line if
 * and only if the block before it ended with CRLF, or if it is the first. A block that begins at
 * the start of a line is a whole line or longer than the limit.
 *
 * <p>The next handler owns the blocks. What is held when the channel closes, or when this handler
 * is removed, is released.
 */
public final class Pop3LineDecoder extends ChannelInboundHandlerAdapter {
  private static final byte CR = '\r';
  private static final byte LF = '\n';

  private final int maxLineOctets;

  /** Present if lines may end with LF. */
  private final @Nullable BareLfs bareLfs;

  /** The start of a line whose end has not arrived. */
  private @Nullable ByteBuf held;

  /** Whether {@link #held} is a buffer of ours, which may grow, and not a slice. */
  private boolean heldIsOwn;

  /** What of the last read has not been handed on. */
  private @Nullable ByteBuf current;

  private long receivedOctets;

  /** Whether pieces of the current line were handed on. */
  private boolean midLine;

  /** Makes a decoder with this limit for lines. */
  public Pop3LineDecoder(Pop3CodecConfig config) {
    this.maxLineOctets = config.maxLineOctets();
    this.bareLfs = config.leniencies().contains(Leniency.BARE_LF) ? new BareLfs() : null;
  }

  /** Returns how many octets were received in all. */
  long receivedOctets() {
    return receivedOctets;
  }

  /** Returns how many octets were received and not yet handed on. */
  int pendingOctets() {
    return (held == null ? 0 : held.readableBytes())
        + (current == null ? 0 : current.readableBytes());
  }

  /** Returns whether what is held begins like {@code expected}, as far as both go. */
  boolean heldBeginsLike(String expected) {
    if (held == null) {
      return true;
    }
    int length = Math.min(expected.length(), held.readableBytes());
    for (int i = 0; i < length; i++) {
      if (held.getByte(held.readerIndex() + i) != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    if (!(msg instanceof ByteBuf read)) {
      ctx.fireChannelRead(msg);
      return;
    }
    ByteBuf in = bareLfs == null ? read : bareLfs.complete(ctx.alloc(), read);
    receivedOctets += in.readableBytes();
    current = in;
    try {
      decode(ctx, in);
    } finally {
      current = null;
      in.release();
    }
  }

  private void decode(ChannelHandlerContext ctx, ByteBuf in) {
    if (held != null) {
      int end = firstLineEnd(held, in);
      append(ctx, held, in, end < 0 ? in.readableBytes() : end - in.readerIndex());
      if (end < 0) {
        handOnPieceIfTooLong(ctx);
        return;
      }
      ByteBuf line = held;
      held = null;
      midLine = false;
      ctx.fireChannelRead(line);
    }
    int end = lastLineEnd(in);
    if (end > in.readerIndex()) {
      midLine = false;
      ctx.fireChannelRead(in.readRetainedSlice(end - in.readerIndex()));
    }
    if (in.isReadable() && !ctx.isRemoved()) {
      held = in.readRetainedSlice(in.readableBytes());
      heldIsOwn = false;
      handOnPieceIfTooLong(ctx);
    }
  }

  /** Moves octets of {@code in} to the end of what is held. */
  private void append(ChannelHandlerContext ctx, ByteBuf start, ByteBuf in, int length) {
    if (!heldIsOwn) {
      ByteBuf own = ctx.alloc().buffer(start.readableBytes() + length);
      own.writeBytes(start);
      start.release();
      held = own;
      heldIsOwn = true;
      start = own;
    }
    start.writeBytes(in, length);
  }

  private void handOnPieceIfTooLong(ChannelHandlerContext ctx) {
    ByteBuf line = held;
    if (line == null) {
      return;
    }
    boolean endsWithCr = line.getByte(line.writerIndex() - 1) == CR;
    int length = line.readableBytes() - (endsWithCr ? 1 : 0);
    if (length <= (midLine ? 0 : maxLineOctets)) {
      return;
    }
    midLine = true;
    ByteBuf piece;
    if (endsWithCr) {
      piece = line.readRetainedSlice(length);
      heldIsOwn = false;
    } else {
      piece = line;
      held = null;
    }
    ctx.fireChannelRead(piece);
  }

  /** Returns the index in {@code in} behind the first CRLF that ends in it, or -1. */
  private static int firstLineEnd(ByteBuf before, ByteBuf in) {
    int start = in.readerIndex();
    int lf = in.indexOf(start, in.writerIndex(), LF);
    while (lf >= 0) {
      byte previous = lf > start ? in.getByte(lf - 1) : before.getByte(before.writerIndex() - 1);
      if (previous == CR) {
        return lf + 1;
      }
      lf = in.indexOf(lf + 1, in.writerIndex(), LF);
    }
    return -1;
  }

  /** Returns the index behind the last CRLF, or -1. */
  private static int lastLineEnd(ByteBuf in) {
    int start = in.readerIndex();
    int lf = in.indexOf(in.writerIndex(), start, LF);
    while (lf > start) {
      if (in.getByte(lf - 1) == CR) {
        return lf + 1;
      }
      lf = in.indexOf(lf, start, LF);
    }
    return -1;
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    releaseHeld();
    ctx.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    releaseHeld();
  }

  private void releaseHeld() {
    if (held != null) {
      held.release();
      held = null;
    }
  }
}
