// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import io.github.pop3reactive.codec.Pop3Response.Status;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.TooLongFrameException;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Turns the blocks of {@link Pop3LineDecoder} into responses and contents. */
final class Pop3ResponseDecoder {
  private static final String NEGATIVE = "-ERR";
  private static final int QUOTED_OCTETS = 40;

  private enum State {
    /** The next octet begins a status line that is due, or breaks the silence. */
    STATUS,
    /** Within the body of a multi-line reply. */
    BODY,
    /** Octets came while no reply was due; they may only be a goodbye. */
    UNSOLICITED,
    /** The goodbye was read; only the end of the channel may follow. */
    GOODBYE,
    /** An exception was fired; everything is dropped. */
    FAILED
  }

  private final Pop3CodecConfig config;
  private final Queue<DueReply> due;
  private final Pop3LineDecoder lines;
  private final boolean blankLinesAllowed;
  private final DotUnstuffer unstuffer = new DotUnstuffer();
  private State state = State.STATUS;
  private long bodyOctets;

  /** Whether the status line that is due may still have a blank line before it. */
  private boolean blankLineAllowed;

  Pop3ResponseDecoder(Pop3CodecConfig config, Queue<DueReply> due, Pop3LineDecoder lines) {
    this.config = config;
    this.due = due;
    this.lines = lines;
    this.blankLinesAllowed = config.leniencies().contains(Leniency.BLANK_LINE_BEFORE_STATUS);
    this.blankLineAllowed = blankLinesAllowed;
  }

  /** Returns whether no request that is written from now on can be answered. */
  boolean isClosing() {
    return state.compareTo(State.UNSOLICITED) >= 0;
  }

  boolean isFailed() {
    return state == State.FAILED;
  }

  /** Returns whether the body of a multi-line reply has begun and its terminator was not read. */
  boolean isWithinBody() {
    return state == State.BODY;
  }

  /** Notes that octets are held and no further reply is due; those of a body are not meant. */
  void nothingDue() {
    if (state == State.STATUS) {
      state = State.UNSOLICITED;
    }
  }

  void discardAll() {
    state = State.FAILED;
  }

  void decode(ChannelHandlerContext ctx, ByteBuf block) {
    while (block.isReadable() && state != State.FAILED) {
      switch (state) {
        case STATUS -> {
          if (isReplyDue(block)) {
            decodeStatus(ctx, block);
          } else {
            state = State.UNSOLICITED;
          }
        }
        case BODY -> decodeBody(ctx, block);
        case UNSOLICITED -> decodeUnsolicited(ctx, block);
        default -> fail(ctx, new Pop3CodecException("octets after the server's goodbye"));
      }
    }
  }

  /** Looks at the start of a line that is held although no reply is due. */
  void checkHeld(ChannelHandlerContext ctx) {
    if (isFailed() || lines.pendingOctets() == 0) {
      return;
    }
    if (state == State.STATUS && due.isEmpty()) {
      state = State.UNSOLICITED;
    }
    if (state == State.GOODBYE) {
      fail(ctx, new Pop3CodecException("octets after the server's goodbye"));
    } else if (state == State.UNSOLICITED && !lines.heldBeginsLike(NEGATIVE)) {
      fail(ctx, new Pop3CodecException("octets although no reply is due"));
    }
  }

  private void decodeStatus(ChannelHandlerContext ctx, ByteBuf block) {
    int length = lineOctets(ctx, block);
    if (length < 0) {
      return;
    }
    if (blankLineAllowed && length == 0) {
      blankLineAllowed = false;
      block.skipBytes(2);
      return;
    }
    blankLineAllowed = blankLinesAllowed;
    ReplyShape shape = due.element().shape();
    Status status = status(block, length);
    if (status == null || (status == Status.CONTINUE && shape != ReplyShape.CONTINUATION)) {
      fail(ctx, new Pop3CodecException("not a status line: " + quote(block, length)));
      return;
    }
    due.remove();
    Pop3Response response = readResponse(status, block, length);
    boolean body = shape == ReplyShape.MULTI_LINE && response.isOk();
    if (body) {
      state = State.BODY;
      bodyOctets = 0;
      unstuffer.reset();
      ctx.fireChannelRead(response);
      return;
    }
    boolean more = replyIsComplete(block);
    ctx.fireChannelRead(response);
    if (more && shape == ReplyShape.LAST_PLAINTEXT && response.isOk()) {
      fail(ctx, new Pop3CodecException("octets in clear behind the positive reply to STLS"));
    }
  }

  /**
   * Decides, before the end of a reply is handed on and requests are written in answer, what the
   * octets behind it are.
   */
  private boolean replyIsComplete(ByteBuf block) {
    boolean more = block.isReadable() || lines.pendingOctets() > 0;
    state = more && !isReplyDue(block) ? State.UNSOLICITED : State.STATUS;
    return more;
  }

  /** Returns whether what is left of the block, or comes behind it, can begin a reply. */
  private boolean isReplyDue(ByteBuf block) {
    DueReply next = due.peek();
    return next != null
        && lines.receivedOctets() - lines.pendingOctets() - block.readableBytes()
            >= next.octetsBefore();
  }

  private void decodeBody(ChannelHandlerContext ctx, ByteBuf block) {
    ByteBuf content = unstuffer.unstuff(ctx.alloc(), block);
    int octets = content.readableBytes();
    long allowed = config.maxBodyOctets() - bodyOctets;
    if (octets > allowed) {
      failBody(ctx, content.writerIndex(content.readerIndex() + (int) allowed));
      return;
    }
    bodyOctets += octets;
    if (!unstuffer.isTerminated()) {
      if (octets == 0) {
        content.release();
      } else {
        ctx.fireChannelRead(new Pop3Content(content));
      }
      return;
    }
    replyIsComplete(block);
    if (octets == 0) {
      content.release();
      ctx.fireChannelRead(LastPop3Content.EMPTY);
    } else {
      ctx.fireChannelRead(new LastPop3Content(content));
    }
  }

  /** Hands on what the limit allows, the same however the octets were cut, and fails. */
  private void failBody(ChannelHandlerContext ctx, ByteBuf allowed) {
    if (allowed.isReadable()) {
      ctx.fireChannelRead(new Pop3Content(allowed));
    } else {
      allowed.release();
    }
    fail(
        ctx,
        new TooLongFrameException(
            "a reply's body is longer than " + config.maxBodyOctets() + " octets"));
  }

  private void decodeUnsolicited(ChannelHandlerContext ctx, ByteBuf block) {
    if (!startsWith(block, NEGATIVE)) {
      String octets = quote(block, block.readableBytes());
      fail(ctx, new Pop3CodecException("octets although no reply is due: " + octets));
      return;
    }
    int length = lineOctets(ctx, block);
    if (length < 0) {
      return;
    }
    if (status(block, length) == Status.ERR) {
      state = State.GOODBYE;
      ctx.fireChannelRead(new Pop3Goodbye(readResponse(Status.ERR, block, length)));
    } else {
      String line = quote(block, length);
      fail(ctx, new Pop3CodecException("a line although no reply is due: " + line));
    }
  }

  /** Returns how many octets the next line has before its CRLF, or -1 after failing. */
  private int lineOctets(ChannelHandlerContext ctx, ByteBuf block) {
    int start = block.readerIndex();
    int lf = block.indexOf(start, block.writerIndex(), (byte) '\n');
    while (lf == start || (lf > start && block.getByte(lf - 1) != '\r')) {
      lf = block.indexOf(lf + 1, block.writerIndex(), (byte) '\n');
    }
    int length = lf > start ? lf - 1 - start : block.readableBytes();
    if (lf <= start || length > config.maxLineOctets()) {
      fail(
          ctx,
          new TooLongFrameException(
              "a status line is longer than " + config.maxLineOctets() + " octets"));
      return -1;
    }
    return length;
  }

  /** Returns the status that begins a line of so many octets, or null. */
  private static @Nullable Status status(ByteBuf line, int length) {
    if (length == 0) {
      return null;
    }
    if (line.getByte(line.readerIndex()) == '-') {
      return begins(line, length, NEGATIVE) ? Status.ERR : null;
    }
    if (begins(line, length, "+OK")) {
      return Status.OK;
    }
    return begins(line, length, "+") ? Status.CONTINUE : null;
  }

  /** Returns whether the line is {@code token}, alone or with a blank behind it. */
  private static boolean begins(ByteBuf line, int length, String token) {
    return length >= token.length()
        && startsWith(line, token)
        && (length == token.length() || isBlank(line, line.readerIndex() + token.length()));
  }

  private static boolean isBlank(ByteBuf octets, int index) {
    byte octet = octets.getByte(index);
    return octet == ' ' || octet == '\t';
  }

  private static boolean startsWith(ByteBuf octets, String token) {
    int length = token.length();
    if (octets.readableBytes() < length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (octets.getByte(octets.readerIndex() + i) != token.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Reads a line of so many octets and its CRLF. */
  private static Pop3Response readResponse(Status status, ByteBuf block, int length) {
    int token =
        switch (status) {
          case OK -> 3;
          case ERR -> 4;
          case CONTINUE -> 1;
        };
    int end = block.readerIndex() + length;
    int start = block.readerIndex() + token;
    while (start < end && isBlank(block, start)) {
      start++;
    }
    String text = text(block, start, end - start, status).stripLeading();
    block.readerIndex(end + 2);
    return Pop3Response.of(status, text);
  }

  /**
   * Netty's conversion leaves a copy of what was in direct memory with the thread, for long. A
   * refusal may repeat a secret.
   */
  private static String text(ByteBuf block, int start, int length, Pop3Response.Status status) {
    return status == Pop3Response.Status.ERR
        ? new String(ByteBufUtil.getBytes(block, start, length), StandardCharsets.UTF_8)
        : block.toString(start, length, StandardCharsets.UTF_8);
  }

  private static String quote(ByteBuf octets, int available) {
    StringBuilder quoted = new StringBuilder("\"");
    int length = Math.min(QUOTED_OCTETS, available);
    for (int i = 0; i < length; i++) {
      int octet = octets.getUnsignedByte(octets.readerIndex() + i);
      if (octet < ' ' || octet > '~' || octet == '"' || octet == '\\') {
        quoted.append(String.format("\\x%02x", octet));
      } else {
        quoted.append((char) octet);
      }
    }
    return quoted.append(length < available ? "\"..." : "\"").toString();
  }

  private void fail(ChannelHandlerContext ctx, Throwable cause) {
    state = State.FAILED;
    ctx.fireExceptionCaught(cause);
  }
}
