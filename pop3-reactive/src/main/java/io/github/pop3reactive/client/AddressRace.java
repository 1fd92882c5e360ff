// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/**
 * Connects to the addresses of one host, each some time after the one before or when that has
 * failed, and takes the first connection (RFC 8305 section 5). The first attempt looks the host up
 * and tells the addresses.
 *
 * @param <T> a connection
 */
final class AddressRace<T> {
  private final Handover<T> handover;
  private final BiFunction<@Nullable SocketAddress, AddressRace<T>, Mono<T>> attempt;
  private final Duration stagger;

  private final AtomicBoolean decided = new AtomicBoolean();
  private final AtomicInteger started = new AtomicInteger();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger failed = new AtomicInteger();
  private final Disposable.Composite running = Disposables.composite();
  private volatile List<SocketAddress> addresses = List.of();

  private AddressRace(
      Handover<T> handover,
      BiFunction<@Nullable SocketAddress, AddressRace<T>, Mono<T>> attempt,
      Duration stagger) {
    this.handover = handover;
    this.attempt = attempt;
    this.stagger = stagger;
  }

  /**
   * Returns the race, which begins with the subscription.
   *
   * @param attempt connects to an address; to the host itself for null, and calls {@link #choose}
   *     then, unless there is but one
   * @param closer closes a connection that came too late
   */
  static <T> Mono<T> of(
      BiFunction<@Nullable SocketAddress, AddressRace<T>, Mono<T>> attempt,
      Consumer<? super T> closer,
      Duration stagger) {
    return Mono.create(
        sink -> {
          AddressRace<T> race = new AddressRace<>(new Handover<>(sink, closer), attempt, stagger);
          sink.onCancel(race::cancel);
          race.start(0);
        });
  }

  /** Notes all addresses of the host and returns the one for the first attempt. */
  List<SocketAddress> choose(List<? extends SocketAddress> resolved) {
    addresses = inTurn(resolved);
    if (addresses.size() > 1) {
      startLater(1);
    }
    return addresses.subList(0, 1);
  }

  /**
   * Orders addresses so that both families come in turn, beginning with that of the first (RFC 8305
   * section 4).
   */
  static List<SocketAddress> inTurn(List<? extends SocketAddress> resolved) {
    Deque<SocketAddress> same = new ArrayDeque<>();
    Deque<SocketAddress> other = new ArrayDeque<>();
    for (SocketAddress address : resolved) {
      (isIpv6(address) == isIpv6(resolved.get(0)) ? same : other).add(address);
    }
    List<SocketAddress> ordered = new ArrayList<>();
    while (!same.isEmpty() || !other.isEmpty()) {
      if (!same.isEmpty()) {
        ordered.add(same.remove());
      }
      if (!other.isEmpty()) {
        ordered.add(other.remove());
      }
    }
    return ordered;
  }

  private static boolean isIpv6(SocketAddress address) {
    return address instanceof InetSocketAddress inet && inet.getAddress() instanceof Inet6Address;
  }

  /** Starts the attempt with this index, unless it was started before. */
  private void start(int index) {
    if (decided.get() || !started.compareAndSet(index, index + 1)) {
      return;
    }
    if (index > 0 && index + 1 < addresses.size()) {
      startLater(index + 1);
    }
    Attempt connecting = new Attempt(index);
    running.add(connecting);
    attempt.apply(index == 0 ? null : addresses.get(index), this).subscribe(connecting);
  }

  private void startLater(int index) {
    running.add(
        Schedulers.parallel()
            .schedule(() -> start(index), stagger.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void cancel() {
    decided.set(true);
    handover.cancel();
    running.dispose();
  }

  private void onFailure(int index, Throwable cause) {
    failures.add(cause);
    if (failed.incrementAndGet() >= Math.max(1, addresses.size())) {
      if (decided.compareAndSet(false, true)) {
        handover.error(all());
      }
    } else if (index + 1 < addresses.size()) {
      start(index + 1);
    }
  }

  private Throwable all() {
    Throwable first = failures.remove();
    if (failures.isEmpty()) {
      return first;
    }
    // Not to the first itself, which may be shared by all connections.
    IOException all = new IOException("no address answers: " + first.getMessage(), first);
    failures.forEach(all::addSuppressed);
    return all;
  }

  private final class Attempt extends BaseSubscriber<T> {
    private final int index;

    Attempt(int index) {
      this.index = index;
    }

    @Override
    public Context currentContext() {
      return handover.context();
    }

    @Override
    protected void hookOnNext(T connection) {
      running.remove(this);
      if (decided.compareAndSet(false, true)) {
        running.dispose();
      }
      handover.success(connection);
    }

    @Override
    protected void hookOnError(Throwable cause) {
      running.remove(this);
      onFailure(index, cause);
    }
  }
}
