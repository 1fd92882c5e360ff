// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.mime;

import io.github.pop3reactive.session.MessageBody;
import io.github.pop3reactive.session.Pop3Exception;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Reads one body on a worker. Cancel cancels the body and ends the stream, so that the worker
 * itself, wherever it is, closes what it makes of it; a result that was made before and cannot be
 * emitted any more is closed too.
 */
final class MimeJob<T> {

  /** Makes a result of a stream. */
  @FunctionalInterface
  interface Reading<T> {
    Retrieved<T> read(InputStream stream) throws IOException;
  }

  private final MonoSink<Retrieved<T>> sink;
  private final Flux<ByteBuf> body;
  private final Reading<T> reading;
  private final Sinks.Empty<ByteBuf> cancellation = Sinks.empty();
  private boolean cancelled;
  private @Nullable Retrieved<T> made;

  private MimeJob(MonoSink<Retrieved<T>> sink, Flux<ByteBuf> body, Reading<T> reading) {
    this.sink = sink;
    this.body = body;
    this.reading = reading;
  }

  static <T> Mono<Retrieved<T>> run(MessageBody body, Scheduler worker, Reading<T> reading) {
    return Mono.create(
        sink -> {
          MimeJob<T> job = new MimeJob<>(sink, body, reading);
          sink.onCancel(job::cancel);
          try {
            worker.schedule(job::work);
          } catch (RejectedExecutionException e) {
            sink.error(e);
          }
        });
  }

  /** Called only if no result was emitted and none will be. */
  private void cancel() {
    Retrieved<T> unwanted;
    synchronized (this) {
      cancelled = true;
      unwanted = made;
    }
    cancellation.tryEmitEmpty();
    if (unwanted != null) {
      unwanted.close();
    }
  }

  private synchronized boolean isCancelled() {
    return cancelled;
  }

  private synchronized boolean offer(Retrieved<T> retrieved) {
    made = retrieved;
    return !cancelled;
  }

  private void work() {
    if (isCancelled()) {
      return;
    }
    Retrieved<T> retrieved;
    try (InputStream stream = open()) {
      retrieved = reading.read(stream);
    } catch (IOException | RuntimeException e) {
      fail(e);
      return;
    }
    if (offer(retrieved)) {
      sink.success(retrieved);
    } else {
      retrieved.close();
    }
  }

  private InputStream open() {
    Flux<ByteBuf> cancellable =
        body.takeUntilOther(cancellation.asMono())
            .contextWrite(sink.contextView())
            .doOnDiscard(ByteBuf.class, ByteBuf::release);
    return MessageBody.of(cancellable, 0).asInputStream();
  }

  private void fail(Exception failure) {
    if (!isCancelled()) {
      sink.error(failure.getCause() instanceof Pop3Exception cause ? cause : failure);
    }
  }
}
