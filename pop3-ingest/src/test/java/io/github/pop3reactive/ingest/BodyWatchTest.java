// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

class BodyWatchTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final TestPublisher<ByteBuf> server = TestPublisher.create();
  private final BodyWatch watch = new BodyWatch(server.flux(), octets -> {}, time);
  private final Handler handler = new Handler();

  /** Requests when it is told to. */
  private static final class Handler extends BaseSubscriber<ByteBuf> {
    @Override
    protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {}

    @Override
    protected void hookOnNext(ByteBuf chunk) {
      chunk.release();
    }

    @Override
    protected void hookOnError(Throwable error) {}
  }

  private void sendChunk() {
    server.next(Unpooled.copiedBuffer(new byte[100]));
  }

  private StepVerifier.FirstStep<Void> expiry() {
    return StepVerifier.create(watch.expiry(LIMIT));
  }

  private void pass(long seconds) {
    time.advanceTimeBy(Duration.ofSeconds(seconds));
  }

  @Test
  void expiresIfTheBodyIsNotSubscribedTo() {
    expiry()
        .then(() -> pass(9))
        .expectNoEvent(Duration.ZERO)
        .then(() -> pass(1))
        .verifyError(TimeoutException.class);
  }

  @Test
  void doesNotCountWaitingForTheServer() {
    watch.watched().subscribe(handler);
    handler.request(2);
    boolean[] expired = new boolean[1];
    watch.expiry(LIMIT).subscribe(done -> {}, e -> expired[0] = true);
    pass(1000);
    sendChunk();
    pass(1000);
    assertThat(expired[0]).isFalse();
    sendChunk();
    pass(9);
    handler.request(1);
    pass(1000);
    assertThat(expired[0]).isFalse();
    server.complete();
    pass(9);
    assertThat(expired[0]).isFalse();
    pass(11);
    assertThat(expired[0]).isTrue();
    assertThat(watch.octets()).isEqualTo(200);
  }

  @Test
  void expiresIfNoMoreIsRequested() {
    watch.watched().subscribe(handler);
    handler.request(1);
    sendChunk();
    boolean[] expired = new boolean[1];
    watch.expiry(LIMIT).subscribe(done -> {}, e -> expired[0] = true);
    pass(11);
    assertThat(expired[0]).isTrue();
    assertThat(watch.seal()).isTrue();
    handler.cancel();
    assertThat(watch.seal()).isFalse();
  }

  @Test
  void givesTheBodyOnceAndNotAfterSealing() {
    BodyWatch empty = new BodyWatch(Flux.empty(), octets -> {}, time);
    StepVerifier.create(empty.watched()).verifyComplete();
    StepVerifier.create(empty.watched()).verifyError(IllegalStateException.class);
    assertThat(empty.seal()).isFalse();
    assertThat(empty.isRetrieved()).isTrue();

    assertThat(watch.seal()).isFalse();
    StepVerifier.create(watch.watched()).verifyError(IllegalStateException.class);
    assertThat(watch.isRetrieved()).isFalse();
  }

  @Test
  void remembersWhyTheBodyFailed() {
    watch.watched().subscribe(handler);
    IOException lost = new IOException();
    server.error(lost);
    assertThat(watch.error()).isSameAs(lost);
    assertThat(watch.seal()).isFalse();
  }
}
