// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * The least that a correct client which pipelines has to do: greeting, login, listing, all RETR in
 * one write, QUIT. No capabilities, limits, deadlines or demand; no object for a reply.
 */
final class LeastHandler extends ReferenceHandler {
  private final LeastScript script;
  private final Tally tally;
  private final @Nullable Runnable atEnd;
  private final Tally listings = new Tally();
  private final MessageCheck check = new MessageCheck();
  private final LeastBody body = new LeastBody(check);

  private int flight;

  /** How many replies of this flight are there. */
  private int replies;

  private int messages;
  private boolean inBody;
  private int statusOctets;

  LeastHandler(LeastScript script, Tally tally) {
    this(script, tally, null);
  }

  /** With something to run behind the last reply, which else closes the connection. */
  LeastHandler(LeastScript script, Tally tally, @Nullable Runnable atEnd) {
    this.atEnd = atEnd;
    this.script = script;
    this.tally = tally;
  }

  @Override
  void read(ChannelHandlerContext ctx, ByteBuf in) {
    while (in.isReadable() && !isComplete()) {
      if (inBody) {
        if (body.read(in)) {
          inBody = false;
          bodyEnded();
          replied(ctx);
        }
      } else if (readStatus(in)) {
        if (due() == LeastScript.Reply.STATUS) {
          replied(ctx);
        } else {
          inBody = true;
          body.reset();
        }
      }
    }
  }

  private LeastScript.Reply due() {
    return script.flights().get(flight).replies().get(replies);
  }

  private boolean readStatus(ByteBuf in) {
    int start = in.readerIndex();
    if (statusOctets == 0 && in.getByte(start) != '+') {
      throw new IllegalStateException("refused");
    }
    int lf = in.indexOf(start, in.writerIndex(), (byte) '\n');
    if (lf < 0) {
      statusOctets += in.readableBytes();
      in.readerIndex(in.writerIndex());
      return false;
    }
    statusOctets = 0;
    in.readerIndex(lf + 1);
    return true;
  }

  private void bodyEnded() {
    if (due() == LeastScript.Reply.MESSAGE) {
      check.finish(++messages, tally);
    } else {
      check.finish(0, listings);
    }
  }

  private void replied(ChannelHandlerContext ctx) {
    if (++replies < script.flights().get(flight).replies().size()) {
      return;
    }
    replies = 0;
    if (++flight == script.flights().size()) {
      if (atEnd == null) {
        complete(ctx);
      } else {
        atEnd.run();
      }
    } else {
      send(ctx, script.flights().get(flight).lines());
    }
  }
}
