// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Schedulers;

/** A body for one thread that blocks. */
final class BodyInputStream extends InputStream {
  private static final int READ_AHEAD = 4;

  /** A chunk, or the end, with the error if there was one. */
  private record Signal(@Nullable ByteBuf chunk, @Nullable Throwable error) {}

  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final Receiver receiver = new Receiver();
  private @Nullable ByteBuf chunk;
  private @Nullable Signal end;
  private volatile boolean closed;

  BaseSubscriber<ByteBuf> subscriber() {
    return receiver;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    ByteBuf from = chunk == null ? nextChunk() : chunk;
    if (from == null) {
      return -1;
    }
    int octets = Math.min(length, from.readableBytes());
    from.readBytes(target, offset, octets);
    if (!from.isReadable()) {
      chunk = null;
      from.release();
      receiver.request(1);
    }
    return octets;
  }

  private @Nullable ByteBuf nextChunk() throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
    if (Schedulers.isInNonBlockingThread()) {
      throw new IllegalStateException("a blocking read on a thread that must not block");
    }
    if (end == null) {
      Signal signal;
      try {
        signal = signals.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException();
      }
      chunk = signal.chunk();
      if (chunk == null) {
        end = signal;
      }
    }
    if (end != null && end.error() != null) {
      throw new IOException(end.error());
    }
    return chunk;
  }

  @Override
  public void close() {
    closed = true;
    receiver.cancel();
    if (chunk != null) {
      chunk.release();
      chunk = null;
    }
    releaseQueued();
    signals.add(new Signal(null, new IOException("closed")));
  }

  private void releaseQueued() {
    for (Signal signal = signals.poll(); signal != null; signal = signals.poll()) {
      if (signal.chunk() != null) {
        signal.chunk().release();
      }
    }
  }

  private final class Receiver extends BaseSubscriber<ByteBuf> {
    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      subscription.request(READ_AHEAD);
    }

    @Override
    protected void hookOnNext(ByteBuf received) {
      signals.add(new Signal(received, null));
      if (closed) {
        releaseQueued();
      }
    }

    @Override
    protected void hookOnError(Throwable error) {
      signals.add(new Signal(null, error));
    }

    @Override
    protected void hookFinally(SignalType type) {
      if (type == SignalType.ON_COMPLETE) {
        signals.add(new Signal(null, null));
      }
    }
  }
}
