// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

@Timeout(60)
class HandoverTest {
  private static final int RACES = 20_000;

  private final List<String> closed = new CopyOnWriteArrayList<>();
  private final AtomicReference<Handover<String>> handover = new AtomicReference<>();

  private Mono<String> mono() {
    return Mono.create(
        sink -> {
          Handover<String> made = new Handover<>(sink, closed::add);
          sink.onCancel(made::cancel);
          handover.set(made);
        });
  }

  /** Takes all it is given, cancelled or not. */
  private static final class Taker implements CoreSubscriber<String> {
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private Subscription subscription;

    @Override
    public void onSubscribe(Subscription given) {
      subscription = given;
      given.request(1);
    }

    @Override
    public void onNext(String value) {
      taken.add(value);
    }

    @Override
    public void onError(Throwable cause) {
      throw new AssertionError(cause);
    }

    @Override
    public void onComplete() {}
  }

  @Test
  void givesTheFirstValueAndClosesAllLater() {
    StepVerifier.create(mono())
        .then(
            () -> {
              handover.get().success("a");
              handover.get().success("b");
              handover.get().error(new IOException("c"));
            })
        .expectNext("a")
        .verifyComplete();
    assertThat(closed).containsExactly("b");
  }

  @Test
  void givesAnErrorAndClosesAllLater() {
    StepVerifier.create(mono())
        .then(
            () -> {
              handover.get().error(new IOException("a"));
              handover.get().success("b");
            })
        .verifyErrorMessage("a");
    assertThat(closed).containsExactly("b");
  }

  @Test
  void letsGoOfTheSink() {
    mono().contextWrite(Context.of("of", "who waits")).subscribe();
    assertThat(handover.get().context().<String>get("of")).isEqualTo("who waits");
    handover.get().success("a");
    assertThat(handover.get().context().isEmpty()).isTrue();
    mono().contextWrite(Context.of("of", "who waits")).subscribe(v -> {}, e -> {});
    handover.get().error(new IOException("a"));
    assertThat(handover.get().context().isEmpty()).isTrue();
  }

  @Test
  void closesAValueThatComesBehindTheCancel() {
    mono().subscribe().dispose();
    handover.get().success("a");
    handover.get().success("b");
    assertThat(closed).containsExactly("a", "b");
  }

  @Test
  void closesAValueThatNobodyHadAskedForWhenCancelled() {
    StepVerifier.create(mono(), 0)
        .then(() -> handover.get().success("a"))
        .then(() -> assertThat(closed).isEmpty())
        .thenCancel()
        .verify();
    assertThat(closed).containsExactly("a");
  }

  /** Returns this sink, which is cancelled before it looks at a value. */
  @SuppressWarnings("unchecked")
  private static MonoSink<String> cancelledInTheMoment(MonoSink<String> sink, Runnable cancel) {
    return (MonoSink<String>)
        Proxy.newProxyInstance(
            HandoverTest.class.getClassLoader(),
            new Class<?>[] {MonoSink.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("success")) {
                cancel.run();
              }
              return method.invoke(sink, arguments);
            });
  }

  @Test
  void closesAValueThatIsGivenWhileItIsCancelled() {
    Taker taker = new Taker();
    Mono.<String>create(
            sink -> {
              Handover<String> made =
                  new Handover<>(
                      cancelledInTheMoment(sink, () -> taker.subscription.cancel()), closed::add);
              sink.onCancel(made::cancel);
              handover.set(made);
            })
        .subscribe(taker);
    handover.get().success("a");
    assertThat(taker.taken).isEmpty();
    assertThat(closed).containsExactly("a");
  }

  @Test
  void leavesAValueToWhoHasIt() {
    Taker taker = new Taker();
    mono().subscribe(taker);
    handover.get().success("a");
    taker.subscription.cancel();
    assertThat(taker.taken).containsExactly("a");
    assertThat(closed).isEmpty();
  }

  @Test
  void givesOrClosesOnceWhateverCancelsAtTheSameTime() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    CyclicBarrier start = new CyclicBarrier(2);
    List<Taker> takers = new ArrayList<>();
    try {
      for (int i = 0; i < RACES; i++) {
        Taker taker = new Taker();
        takers.add(taker);
        mono().subscribe(taker);
        Handover<String> raced = handover.get();
        Future<?> cancelled =
            other.submit(
                () -> {
                  start.await();
                  taker.subscription.cancel();
                  return null;
                });
        start.await();
        raced.success("a");
        cancelled.get();
        assertThat(taker.taken.size() + closed.size()).as("race %d", i).isOne();
        closed.clear();
      }
    } finally {
      other.shutdownNow();
    }
  }
}
