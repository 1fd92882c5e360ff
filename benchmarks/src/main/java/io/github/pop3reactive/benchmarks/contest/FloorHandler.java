// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import io.github.pop3reactive.benchmarks.server.CannedReplies;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/** Answers the greeting with a whole session in one write, and counts octets. */
final class FloorHandler extends ReferenceHandler {
  private final Job job;
  private final Tally tally;
  private final long expected;
  private long received;

  FloorHandler(Job job, Tally tally) {
    this.job = job;
    this.tally = tally;
    this.expected = job.maildrop().wireOctets() + CannedReplies.frameOctets();
  }

  @Override
  void read(ChannelHandlerContext ctx, ByteBuf in) {
    if (received == 0) {
      send(
          ctx,
          "USER " + job.maildrop().name() + "\r\nPASS secret\r\n" + retrieveAll(job) + "QUIT\r\n");
    }
    received += in.readableBytes();
    if (received == expected) {
      tally.addUnchecked(job.maildrop());
      complete(ctx);
    }
  }
}
