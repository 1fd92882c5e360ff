// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.MonoSink;
import reactor.netty.Connection;
import reactor.util.context.Context;

/**
 * Passes on a connection and lets go of whom it was passed to. reactor-netty keeps the subscriber
 * of a connection as long as the connection, and with it would keep all operators behind it.
 */
final class ConnectSubscriber extends BaseSubscriber<Connection> {
  private final AtomicReference<@Nullable MonoSink<Connection>> sink;
  private volatile @Nullable Connection made;
  private volatile boolean cancelled;

  ConnectSubscriber(MonoSink<Connection> sink) {
    this.sink = new AtomicReference<>(sink);
  }

  @Override
  public Context currentContext() {
    MonoSink<Connection> waiting = sink.get();
    return waiting == null ? Context.empty() : Context.of(waiting.contextView());
  }

  @Override
  protected void hookOnNext(Connection connection) {
    MonoSink<Connection> waiting = sink.getAndSet(null);
    made = connection;
    if (waiting == null || cancelled) {
      connection.dispose();
    } else {
      waiting.success(connection);
    }
  }

  /** A sink that is cancelled while it is given the connection drops it, so it is closed here. */
  @Override
  public void dispose() {
    cancelled = true;
    super.dispose();
    Connection dropped = made;
    if (dropped != null) {
      dropped.dispose();
    }
  }

  @Override
  protected void hookOnError(Throwable cause) {
    MonoSink<Connection> waiting = sink.getAndSet(null);
    if (waiting != null) {
      waiting.error(cause);
    }
  }
}
