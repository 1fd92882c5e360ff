// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;

/**
 * Knows how far the body of one message has come and whose turn it is: the server's while the
 * handler has asked for more than it was given, the handler's otherwise. Only the handler's turns
 * count against its time limit; the session has deadlines for the server's.
 */
final class BodyWatch {
  private enum Phase {
    NOT_SUBSCRIBED,
    SUBSCRIBED,
    COMPLETE,
    FAILED,
    CANCELLED,
    SEALED
  }

  private final Flux<ByteBuf> body;
  private final IntConsumer onOctets;
  private final Scheduler timer;
  private Phase phase = Phase.NOT_SUBSCRIBED;
  private boolean retrieved;
  private @Nullable Throwable error;
  private long demand;
  private long octets;
  private long turnSince;

  BodyWatch(Flux<ByteBuf> body, IntConsumer onOctets, Scheduler timer) {
    this.body = body;
    this.onOctets = onOctets;
    this.timer = timer;
    this.turnSince = now();
  }

  /** Returns the body for the handler, to be subscribed to once. */
  Flux<ByteBuf> watched() {
    return Flux.defer(
        () ->
            begin()
                ? body.doOnRequest(this::onRequest)
                    .doOnNext(this::onChunk)
                    .doOnComplete(() -> end(Phase.COMPLETE, null))
                    .doOnError(e -> end(Phase.FAILED, e))
                    .doOnCancel(() -> end(Phase.CANCELLED, null))
                : Flux.error(
                    new IllegalStateException("the body was subscribed to before, or is over")));
  }

  private synchronized boolean begin() {
    if (phase != Phase.NOT_SUBSCRIBED) {
      return false;
    }
    phase = Phase.SUBSCRIBED;
    retrieved = true;
    turnSince = now();
    return true;
  }

  private synchronized void onRequest(long requested) {
    demand = Operators.addCap(demand, requested);
  }

  private void onChunk(ByteBuf chunk) {
    int length = chunk.readableBytes();
    synchronized (this) {
      octets += length;
      if (demand != Long.MAX_VALUE) {
        demand--;
      }
      turnSince = now();
    }
    onOctets.accept(length);
  }

  private synchronized void end(Phase end, @Nullable Throwable cause) {
    if (phase == Phase.SUBSCRIBED) {
      phase = end;
      error = cause;
      turnSince = now();
    }
  }

  /**
   * Lets no one subscribe any more. Returns whether a subscription is still going on, which then
   * has nobody to end it but the session.
   */
  synchronized boolean seal() {
    if (phase == Phase.NOT_SUBSCRIBED) {
      phase = Phase.SEALED;
    }
    return phase == Phase.SUBSCRIBED;
  }

  /** Returns why the body failed, or null if it did not. */
  synchronized @Nullable Throwable error() {
    return error;
  }

  /** Returns whether the server may have begun to give out the message. */
  synchronized boolean isRetrieved() {
    return retrieved;
  }

  synchronized long octets() {
    return octets;
  }

  /** Fails once the handler has taken longer than {@code limit} for one turn. */
  Mono<Void> expiry(Duration limit) {
    long millis = limit.toMillis();
    return Mono.defer(() -> Mono.delay(Duration.ofMillis(left(millis)), timer))
        .repeat(() -> left(millis) > 0)
        .then(
            Mono.error(() -> new TimeoutException("no step of the handler in " + millis + " ms")));
  }

  private synchronized long left(long limit) {
    boolean serversTurn = phase == Phase.SUBSCRIBED && demand > 0;
    return serversTurn ? limit : Math.max(0, turnSince + limit - now());
  }

  private long now() {
    return timer.now(TimeUnit.MILLISECONDS);
  }
}
