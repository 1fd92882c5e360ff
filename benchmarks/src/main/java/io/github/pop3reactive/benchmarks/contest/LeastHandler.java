// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/**
 * The least that a correct client which pipelines has to do: greeting, USER, PASS, LIST, all RETR
 * in one write, QUIT. No capabilities, limits, deadlines or demand; no object for a reply.
 */
final class LeastHandler extends ReferenceHandler {
  private final Job job;
  private final Tally tally;
  private final MessageCheck check = new MessageCheck();
  private final LeastBody body = new LeastBody(check);

  /** The reply that is due: 0 greeting, 1 USER, 2 PASS, 3 LIST, then the messages, then QUIT. */
  private int due;

  private boolean inBody;
  private int statusOctets;

  LeastHandler(Job job, Tally tally) {
    this.job = job;
    this.tally = tally;
  }

  @Override
  void read(ChannelHandlerContext ctx, ByteBuf in) {
    while (in.isReadable() && !isComplete()) {
      if (inBody) {
        if (body.read(in)) {
          inBody = false;
          bodyEnded(ctx);
        }
      } else {
        readStatus(ctx, in);
      }
    }
  }

  private void readStatus(ChannelHandlerContext ctx, ByteBuf in) {
    int start = in.readerIndex();
    if (statusOctets == 0 && in.getByte(start) != '+') {
      throw new IllegalStateException("refused");
    }
    int lf = in.indexOf(start, in.writerIndex(), (byte) '\n');
    if (lf < 0) {
      statusOctets += in.readableBytes();
      in.readerIndex(in.writerIndex());
      return;
    }
    statusOctets = 0;
    in.readerIndex(lf + 1);
    boolean quit = due == 4 + job.maildrop().messages();
    if (due >= 3 && !quit) {
      inBody = true;
      body.reset();
      return;
    }
    switch (due++) {
      case 0 -> send(ctx, "USER " + job.maildrop().name() + "\r\n");
      case 1 -> send(ctx, "PASS secret\r\n");
      case 2 -> send(ctx, "LIST\r\n");
      default -> complete(ctx);
    }
  }

  private void bodyEnded(ChannelHandlerContext ctx) {
    if (due == 3) {
      check.finish(0, new Tally());
      send(ctx, retrieveAll(job));
    } else {
      check.finish(due - 3, tally);
      if (due == 3 + job.maildrop().messages()) {
        send(ctx, "QUIT\r\n");
      }
    }
    due++;
  }
}
