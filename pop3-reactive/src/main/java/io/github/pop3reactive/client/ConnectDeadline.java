// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.session.Pop3TimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/**
 * Bounds the time in which a session is made. Unlike {@link Mono#timeout}, it closes a session that
 * comes in the same moment, or in that of a cancel. Without a bound as well, it asks for the
 * session before the subscriber does: operators that wait for demand would hold what they cannot
 * close.
 */
final class ConnectDeadline extends BaseSubscriber<Pop3Session> {
  private final Handover<Pop3Session> handover;
  private final AtomicBoolean decided = new AtomicBoolean();
  private final Disposable timer;

  private ConnectDeadline(MonoSink<Pop3Session> sink, Duration timeout) {
    this.handover = new Handover<>(sink, ConnectDeadline::close);
    this.timer =
        timeout.isZero()
            ? Disposables.disposed()
            : Schedulers.parallel()
                .schedule(() -> onTimeout(timeout), timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Returns the session with this deadline; zero for none. */
  static Mono<Pop3Session> of(Mono<Pop3Session> session, Duration timeout) {
    return Mono.create(
        sink -> {
          ConnectDeadline deadline = new ConnectDeadline(sink, timeout);
          sink.onCancel(deadline::onCancel);
          session.subscribe(deadline);
        });
  }

  private static void close(Pop3Session session) {
    session.close().subscribe();
  }

  @Override
  public Context currentContext() {
    return handover.context();
  }

  @Override
  protected void hookOnNext(Pop3Session session) {
    timer.dispose();
    if (decided.compareAndSet(false, true)) {
      handover.success(session);
    } else {
      close(session);
    }
  }

  @Override
  protected void hookOnError(Throwable cause) {
    timer.dispose();
    if (decided.compareAndSet(false, true)) {
      handover.error(cause);
    }
  }

  private void onTimeout(Duration timeout) {
    if (decided.compareAndSet(false, true)) {
      dispose();
      handover.error(new Pop3TimeoutException(null, "connecting and logging in", timeout));
    }
  }

  private void onCancel() {
    decided.set(true);
    handover.cancel();
    timer.dispose();
    dispose();
  }
}
