// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Flushes once for all that is written within one read, or within one task of the event loop. */
final class FlushCoalescer {
  private final Channel channel;
  private final Consumer<Throwable> whenFailed;
  private boolean reading;
  private @Nullable ChannelFuture lastWrite;

  /**
   * Makes one for a channel.
   *
   * @param whenFailed told why what was flushed could not be sent
   */
  FlushCoalescer(Channel channel, Consumer<Throwable> whenFailed) {
    this.channel = channel;
    this.whenFailed = whenFailed;
  }

  boolean isReading() {
    return reading;
  }

  void readBegan() {
    reading = true;
  }

  void readEnded() {
    reading = false;
    flush();
  }

  void written(ChannelFuture write) {
    if (lastWrite == null && !reading) {
      channel.eventLoop().execute(this::flush);
    }
    lastWrite = write;
  }

  private void flush() {
    ChannelFuture last = lastWrite;
    if (last != null) {
      lastWrite = null;
      channel.flush();
      last.addListener(this::sent);
    }
  }

  /** A connection that fails takes all with it, so that the last write tells of those before. */
  private void sent(Future<?> write) {
    Throwable cause = write.cause();
    if (cause != null) {
      whenFailed.accept(cause);
    }
  }
}
