// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Request;
import io.github.pop3reactive.codec.Pop3Response;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.ContextView;

/**
 * A command whose reply is multi-line, and the subscription to what is read from it. Content is
 * queued only beyond demand, and only as far as one read of the socket brought it.
 */
abstract class StreamExchange<T> extends Exchange implements Subscription {
  private final ExchangeHandler handler;
  private final CoreSubscriber<? super T> actual;
  private final ArrayDeque<ByteBuf> chunks = new ArrayDeque<>(2);
  private long requested;
  private long received;
  private long drained;
  private boolean inBody;
  private boolean complete;
  private boolean terminated;
  private boolean draining;

  /** An error that came up within {@code onNext} and is signalled behind it. */
  private @Nullable Throwable failure;

  StreamExchange(ExchangeHandler handler, Pop3Request request, CoreSubscriber<? super T> actual) {
    super(request);
    this.handler = handler;
    this.actual = actual;
  }

  /**
   * Takes the next element out of the chunks, at least one of them readable; a chunk that is used
   * up or handed on is removed.
   */
  abstract T next(ArrayDeque<ByteBuf> chunks);

  /** Looks at content that has just arrived. */
  void onArrival(ByteBuf content) {}

  @Override
  final Duration timeout() {
    return handler.options().responseTimeout();
  }

  @Override
  final ContextView context() {
    return actual.currentContext();
  }

  @Override
  final boolean isInBody() {
    return inBody;
  }

  @Override
  final boolean wantsRead() {
    return !inBody || isCancelled() || requested > 0;
  }

  @Override
  final long remainingOctets() {
    return complete ? 0 : Math.max(0, expectedOctets() - received);
  }

  @Override
  final boolean onResponse(Pop3Response response) {
    if (response.isOk()) {
      inBody = true;
      return false;
    }
    ended();
    onFailure(new Pop3ResponseException(command(), response));
    return true;
  }

  @Override
  final void onContent(ByteBuf content, boolean last) {
    complete = last;
    received += content.readableBytes();
    if (isCancelled()) {
      drained += content.readableBytes();
      content.release();
      if (drained > handler.options().drainOctets() && !last) {
        handler.abandon(this);
      }
      return;
    }
    if (content.isReadable()) {
      chunks.add(content);
      onArrival(content);
    } else {
      content.release();
    }
    drain();
  }

  @Override
  final void onFailure(Throwable cause) {
    if (terminated || isCancelled()) {
      return;
    }
    terminated = true;
    releaseChunks();
    if (draining) {
      failure = cause;
    } else {
      actual.onError(cause);
    }
  }

  /** Ends the subscription from any thread, when there is no event loop any more to do it. */
  private synchronized void orphaned() {
    onFailure(
        new Pop3ConnectionException(
            command(), phase() != Phase.NEW, "the event loop is gone", null));
  }

  @Override
  final synchronized void cancelled() {
    super.cancelled();
    failure = null;
    releaseChunks();
  }

  private void releaseChunks() {
    for (ByteBuf chunk = chunks.poll(); chunk != null; chunk = chunks.poll()) {
      chunk.release();
    }
  }

  @Override
  public final void request(long n) {
    if (!handler.executeIfAlive(() -> add(n))) {
      orphaned();
    }
  }

  private void add(long n) {
    if (n <= 0) {
      onFailure(new IllegalArgumentException("request of " + n + ", must be positive (3.9)"));
      Throwable due = failure;
      handler.cancel(this);
      failure = due;
      return;
    }
    requested = Operators.addCap(requested, n);
    drain();
    handler.demandChanged(this);
  }

  @Override
  public final void cancel() {
    handler.cancel(this);
  }

  private void drain() {
    if (draining) {
      return;
    }
    draining = true;
    Pop3Exception broken = null;
    try {
      while (requested > 0 && !chunks.isEmpty() && !isCancelled()) {
        emit(next(chunks));
      }
    } catch (Pop3Exception e) {
      broken = e;
      onFailure(e);
    } finally {
      draining = false;
    }
    if (failure != null) {
      Throwable cause = failure;
      failure = null;
      actual.onError(cause);
    } else if (complete && chunks.isEmpty() && !terminated && !isCancelled()) {
      terminated = true;
      actual.onComplete();
    }
    if (broken != null) {
      handler.fail(this, broken);
    }
  }

  /** Emits the element; a subscriber that throws has cancelled (rule 2.13). */
  private void emit(T element) {
    if (requested != Long.MAX_VALUE) {
      requested--;
    }
    try {
      actual.onNext(element);
    } catch (RuntimeException e) {
      handler.cancel(this);
      Operators.onErrorDropped(e, actual.currentContext());
    }
  }
}
