// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One deadline that is moved often and passes rarely. Moving it is a write to a field: the task
 * that was scheduled looks, when it runs, whether it was moved meanwhile. For the event loop only.
 */
final class Deadline {
  private static final long NONE = Long.MIN_VALUE;

  private final EventLoop loop;
  private final Runnable whenPassed;
  private long nanos = NONE;
  private long scheduledNanos;
  private @Nullable Future<?> task;

  Deadline(EventLoop loop, Runnable whenPassed) {
    this.loop = loop;
    this.whenPassed = whenPassed;
  }

  /** Sets the deadline so far from now. */
  void set(Duration duration) {
    long now = loop.ticker().nanoTime();
    nanos = now + duration.toNanos();
    if (task != null && nanos - scheduledNanos < 0) {
      task.cancel(false);
      task = null;
    }
    if (task == null) {
      schedule(now);
    }
  }

  boolean isSet() {
    return nanos != NONE;
  }

  void clear() {
    nanos = NONE;
  }

  /** Clears the deadline and lets go of the task. */
  void stop() {
    clear();
    if (task != null) {
      task.cancel(false);
      task = null;
    }
  }

  private void schedule(long now) {
    scheduledNanos = nanos;
    task = loop.schedule(this::check, nanos - now, TimeUnit.NANOSECONDS);
  }

  private void check() {
    task = null;
    if (nanos == NONE) {
      return;
    }
    long now = loop.ticker().nanoTime();
    if (nanos - now > 0) {
      schedule(now);
    } else {
      nanos = NONE;
      whenPassed.run();
    }
  }
}
