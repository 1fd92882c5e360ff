// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/**
 * Writes chunks to a file that is opened with the first of them. All that touches the file runs in
 * {@link #drain}, one run at a time, on a thread that may block. A run is never cancelled: {@code
 * publishOn} drops one that waits, and with it the chunks.
 */
final class BodyFileWriter extends BaseSubscriber<ByteBuf> {
  private static final int PREFETCH = 8;

  private final MonoSink<Long> sink;
  private final Path file;
  private final boolean deleteIfCut;
  private final OpenOption[] options;
  private final Queue<ByteBuf> chunks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger due = new AtomicInteger();
  private volatile boolean ended;
  private volatile boolean aborted;
  private volatile @Nullable Throwable failure;
  private @Nullable FileChannel channel;
  private long octets;
  private int written;
  private boolean closed;

  private BodyFileWriter(
      MonoSink<Long> sink, Path file, boolean deleteIfCut, OpenOption[] options) {
    this.sink = sink;
    this.file = file;
    this.deleteIfCut = deleteIfCut;
    this.options = options;
  }

  static Mono<Long> write(
      Flux<ByteBuf> chunks, Path file, boolean deleteIfCut, OpenOption... options) {
    return Mono.create(
        sink -> {
          BodyFileWriter writer = new BodyFileWriter(sink, file, deleteIfCut, options);
          sink.onCancel(writer::abort);
          chunks.subscribe(writer);
        });
  }

  @Override
  public Context currentContext() {
    return Context.of(sink.contextView());
  }

  @Override
  protected void hookOnSubscribe(Subscription subscription) {
    subscription.request(PREFETCH);
  }

  @Override
  protected void hookOnNext(ByteBuf chunk) {
    chunks.add(chunk);
    schedule();
  }

  @Override
  protected void hookOnError(Throwable error) {
    failure = error;
    schedule();
  }

  @Override
  protected void hookOnComplete() {
    ended = true;
    schedule();
  }

  private void abort() {
    aborted = true;
    cancel();
    schedule();
  }

  private void schedule() {
    if (due.getAndIncrement() == 0) {
      try {
        Schedulers.boundedElastic().schedule(this::drain);
      } catch (RejectedExecutionException e) {
        cancel();
        releaseChunks();
        due.set(0);
        sink.error(e);
      }
    }
  }

  private void drain() {
    int missed = due.get();
    do {
      boolean last = ended;
      try {
        for (ByteBuf chunk = next(); chunk != null; chunk = next()) {
          append(chunk);
        }
        Throwable cause = failure;
        if (cause != null || aborted) {
          cut(cause);
        } else if (last && !closed) {
          open().close();
          closed = true;
          sink.success(octets);
        }
      } catch (IOException | RuntimeException e) {
        cancel();
        cut(e);
      }
      missed = due.addAndGet(-missed);
    } while (missed != 0);
  }

  private @Nullable ByteBuf next() {
    if (closed || aborted || failure != null) {
      releaseChunks();
      return null;
    }
    return chunks.poll();
  }

  private void append(ByteBuf chunk) throws IOException {
    try {
      FileChannel target = open();
      ByteBuffer source = chunk.nioBuffer();
      while (source.hasRemaining()) {
        octets += target.write(source);
      }
    } finally {
      chunk.release();
    }
    if (++written == PREFETCH / 2) {
      written = 0;
      request(PREFETCH / 2);
    }
  }

  private FileChannel open() throws IOException {
    FileChannel open = channel;
    if (open == null) {
      open = FileChannel.open(file, options);
      channel = open;
    }
    return open;
  }

  /** Closes a file that is not whole, once; tells the cause unless nobody waits for it. */
  private void cut(@Nullable Throwable cause) {
    releaseChunks();
    if (closed) {
      return;
    }
    closed = true;
    try {
      FileChannel open = channel;
      if (open != null) {
        open.close();
        if (deleteIfCut) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      if (cause != null) {
        cause.addSuppressed(e);
      }
    }
    if (cause != null && !aborted) {
      sink.error(cause);
    }
  }

  private void releaseChunks() {
    for (ByteBuf chunk = chunks.poll(); chunk != null; chunk = chunks.poll()) {
      chunk.release();
    }
  }
}
