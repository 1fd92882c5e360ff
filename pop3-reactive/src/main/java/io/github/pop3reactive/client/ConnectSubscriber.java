// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.MonoSink;
import reactor.netty.Connection;
import reactor.netty.DisposableChannel;
import reactor.util.context.Context;

/**
 * Passes on a connection and lets go of whom it was passed to. reactor-netty keeps the subscriber
 * of a connection as long as the connection, and with it would keep all operators behind it.
 */
final class ConnectSubscriber extends BaseSubscriber<Connection> {
  private final Handover<Connection> handover;

  ConnectSubscriber(MonoSink<Connection> sink) {
    this.handover = new Handover<>(sink, DisposableChannel::dispose);
  }

  @Override
  public Context currentContext() {
    return handover.context();
  }

  @Override
  protected void hookOnNext(Connection connection) {
    handover.success(connection);
  }

  @Override
  protected void hookOnError(Throwable cause) {
    handover.error(cause);
  }

  @Override
  public void dispose() {
    handover.cancel();
    super.dispose();
  }
}
