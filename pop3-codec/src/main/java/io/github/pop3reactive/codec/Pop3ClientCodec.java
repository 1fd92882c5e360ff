// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.EncoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;

/**
 * Encodes {@link Pop3Request}s and decodes the replies into {@link Pop3Object}s. It stands behind
 * the {@link Pop3LineDecoder} that it is made with, and keeps the queue of the replies that are
 * due: first the greeting, then one for each request written.
 *
 * <p>For each due reply it hands on one {@link Pop3Response}; behind a positive one of shape {@link
 * ReplyShape#MULTI_LINE} any number of {@link Pop3Content}s, the last of them a {@link
 * LastPop3Content}. How the octets were cut into reads changes only where contents are cut.
 *
 * <p>These fire an exception, once, after which all further octets are dropped and no write
 * succeeds:
 *
 * <ul>
 *   <li>{@link Pop3CodecException}: a line that is no status line; an octet while no reply is due,
 *       other than a single {@code -ERR} line, which is handed on as {@link Pop3Goodbye}; an octet
 *       received together with a {@link ReplyShape#LAST_PLAINTEXT} reply
 *   <li>{@link io.netty.handler.codec.TooLongFrameException}: a limit of {@link Pop3CodecConfig}
 *   <li>{@link PrematureChannelClosureException}: the channel became inactive while replies were
 *       due or a body had no terminator yet
 * </ul>
 *
 * Requests that are written between two flushes go out as one buffer; the write of each ends with
 * that of the buffer.
 *
 * <p>A reply never counts for a request that was written after the first octet of that reply had
 * arrived: it is an octet while no reply is due. Where this is known when the request is written,
 * that is when all replies before it were read, the request is not sent and its write fails. So
 * does that of a request behind one with a {@link ReplyShape#LAST_PLAINTEXT} reply still due.
 */
public final class Pop3ClientCodec extends ChannelDuplexHandler {
  private final Pop3LineDecoder lines;
  private final RequestCoalescer requests;
  private final Pop3ResponseDecoder decoder;
  private final ArrayDeque<DueReply> due = new ArrayDeque<>(4);

  /** Makes a codec that expects a greeting and reads the blocks of {@code lines}. */
  public Pop3ClientCodec(Pop3LineDecoder lines, Pop3CodecConfig config) {
    this.lines = lines;
    this.requests = new RequestCoalescer(new Pop3RequestEncoder(config));
    this.decoder = new Pop3ResponseDecoder(config, due, lines);
    due.add(new DueReply(ReplyShape.SINGLE_LINE, 0));
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
    if (!(msg instanceof Pop3Request request)) {
      requests.write(ctx);
      ctx.write(msg, promise);
      return;
    }
    if (due.isEmpty() && lines.pendingOctets() > 0) {
      decoder.nothingDue();
    }
    if (decoder.isClosing()) {
      promise.setFailure(
          new Pop3CodecException(request.command() + " not sent: the server spoke out of turn"));
      return;
    }
    DueReply last = due.peekLast();
    if (last != null && last.shape() == ReplyShape.LAST_PLAINTEXT) {
      promise.setFailure(
          new EncoderException(request.command() + " not sent: it would go out before TLS"));
      return;
    }
    try {
      requests.add(ctx, request, promise);
    } catch (EncoderException e) {
      promise.setFailure(e);
      return;
    }
    due.add(new DueReply(request.replyShape(), lines.receivedOctets()));
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    requests.write(ctx);
    ctx.flush();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    if (!(msg instanceof ByteBuf block)) {
      ctx.fireChannelRead(msg);
      return;
    }
    try {
      decoder.decode(ctx, block);
    } finally {
      ReferenceCountUtil.release(block);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    decoder.checkHeld(ctx);
    ctx.fireChannelReadComplete();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    int missing = due.size() + (decoder.isWithinBody() ? 1 : 0);
    if (missing > 0 && !decoder.isFailed()) {
      decoder.discardAll();
      ctx.fireExceptionCaught(
          new PrematureChannelClosureException(
              "connection closed with " + missing + " replies due or incomplete"));
    }
    ctx.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    requests.write(ctx);
  }
}
