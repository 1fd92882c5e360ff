// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.mime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.session.MessageBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.CharsetUtil;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.james.mime4j.dom.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class MimeCancelTest {
  @TempDir Path directory;

  private final Scheduler worker = Schedulers.newBoundedElastic(1, 10, "mime-cancel");

  private MimeReader reader() {
    return MimeReader.create().memoryOctets(0).directory(directory).runOn(worker);
  }

  @AfterEach
  void stop() {
    worker.dispose();
  }

  private static ByteBuf chunk() {
    return ByteBufAllocator.DEFAULT
        .heapBuffer()
        .writeBytes("Subject: a\r\n\r\nbody\r\n".getBytes(CharsetUtil.US_ASCII));
  }

  /** The worker has one thread. */
  private void awaitWorker() throws InterruptedException {
    CountDownLatch idle = new CountDownLatch(1);
    worker.schedule(idle::countDown);
    assertThat(idle.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void cancelsABodyThatIsWaitedFor() throws InterruptedException {
    Sinks.Many<ByteBuf> chunks = Sinks.many().unicast().onBackpressureBuffer();
    CountDownLatch asked = new CountDownLatch(5);
    CountDownLatch cancelled = new CountDownLatch(1);
    Flux<ByteBuf> source =
        chunks.asFlux().doOnRequest(n -> asked.countDown()).doOnCancel(cancelled::countDown);
    for (int i = 0; i < 4; i++) {
      chunks.tryEmitNext(chunk()).orThrow();
    }
    Disposable reading = reader().message(MessageBody.of(source, 0)).subscribe();
    assertThat(asked.await(10, TimeUnit.SECONDS)).as("four were read").isTrue();
    assertThat(directory).isNotEmptyDirectory();
    reading.dispose();
    awaitWorker();
    assertThat(cancelled.getCount()).isZero();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void doesNotSendTheCommandOfWhatIsCancelledBefore() throws InterruptedException {
    CountDownLatch busy = new CountDownLatch(1);
    worker.schedule(() -> awaitQuietly(busy));
    AtomicInteger subscriptions = new AtomicInteger();
    Flux<ByteBuf> source =
        Flux.defer(
            () -> {
              subscriptions.incrementAndGet();
              return Flux.just(chunk());
            });
    reader().message(MessageBody.of(source, 0)).subscribe().dispose();
    busy.countDown();
    awaitWorker();
    assertThat(subscriptions).hasValue(0);
  }

  @Test
  void closesAResultThatNobodyAskedFor() throws InterruptedException {
    BaseSubscriber<Retrieved<Message>> patient =
        new BaseSubscriber<>() {
          @Override
          protected void hookOnSubscribe(Subscription subscription) {}
        };
    Flux<ByteBuf> source = Flux.defer(() -> Flux.just(chunk(), chunk()));
    reader().message(MessageBody.of(source, 0)).subscribe(patient);
    awaitWorker();
    assertThat(directory).isNotEmptyDirectory();
    patient.cancel();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void closesWhatItsUserFailsOn() throws InterruptedException {
    Flux<ByteBuf> source = Flux.defer(() -> Flux.just(chunk()));
    AtomicInteger uses = new AtomicInteger();
    reader()
        .withMessage(
            MessageBody.of(source, 0),
            found -> {
              assertThat(directory).isNotEmptyDirectory();
              uses.incrementAndGet();
              throw new IllegalStateException("on purpose");
            })
        .subscribe(value -> {}, error -> {});
    awaitWorker();
    assertThat(uses).hasValue(1);
    assertThat(directory).isEmptyDirectory();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
