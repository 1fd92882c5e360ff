// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.netty.channel.Channel;

/** Flushes once for all that is written within one read, or within one task of the event loop. */
final class FlushCoalescer {
  private final Channel channel;
  private boolean reading;
  private boolean due;

  FlushCoalescer(Channel channel) {
    this.channel = channel;
  }

  void readBegan() {
    reading = true;
  }

  void readEnded() {
    reading = false;
    flush();
  }

  void written() {
    if (!due) {
      due = true;
      if (!reading) {
        channel.eventLoop().execute(this::flush);
      }
    }
  }

  private void flush() {
    if (due) {
      due = false;
      channel.flush();
    }
  }
}
