// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;
import reactor.util.context.Context;

/**
 * Gives the first outcome to a sink and lets go of it then. A value that the sink does not pass on,
 * because it comes too late or in the moment of the cancel, is closed once.
 *
 * @param <T> the value
 */
final class Handover<T> {
  private final AtomicReference<@Nullable MonoSink<T>> sink;
  private final AtomicReference<@Nullable T> value = new AtomicReference<>();
  private final Consumer<? super T> closer;
  private volatile boolean cancelled;

  Handover(MonoSink<T> sink, Consumer<? super T> closer) {
    this.sink = new AtomicReference<>(sink);
    this.closer = closer;
  }

  /** Returns the context of who waits; it is empty when nobody does any more. */
  Context context() {
    MonoSink<T> waiting = sink.get();
    return waiting == null ? Context.empty() : Context.of(waiting.contextView());
  }

  void success(T made) {
    MonoSink<T> waiting = sink.getAndSet(null);
    if (waiting == null) {
      closer.accept(made);
      return;
    }
    value.set(made);
    if (cancelled) {
      close();
    } else {
      waiting.success(made);
    }
  }

  void error(Throwable cause) {
    MonoSink<T> waiting = sink.getAndSet(null);
    if (waiting != null) {
      waiting.error(cause);
    }
  }

  /**
   * To be called when the sink is cancelled, which it is not behind a value that it passed on. It
   * drops one that it holds or is given, so that is closed here.
   */
  void cancel() {
    cancelled = true;
    close();
  }

  private void close() {
    T dropped = value.getAndSet(null);
    if (dropped != null) {
      closer.accept(dropped);
    }
  }
}
