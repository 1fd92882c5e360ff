// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Response;
import java.time.Duration;
import reactor.core.publisher.Sinks;

/** The greeting, which is due without a command. */
final class GreetingExchange extends Exchange {
  private final ExchangeHandler handler;
  private final Duration timeout;
  private final Sinks.One<Pop3Response> sink = Sinks.one();

  GreetingExchange(ExchangeHandler handler, Duration timeout) {
    super(null);
    this.handler = handler;
    this.timeout = timeout;
  }

  Sinks.One<Pop3Response> sink() {
    return sink;
  }

  @Override
  Placement placement() {
    return Placement.ALONE;
  }

  @Override
  Duration timeout() {
    return timeout;
  }

  @Override
  boolean onResponse(Pop3Response response) {
    if (!response.isOk()) {
      throw new Pop3ResponseException(null, response);
    }
    handler.greeted(response);
    sink.tryEmitValue(response);
    return true;
  }

  @Override
  void onFailure(Throwable cause) {
    sink.tryEmitError(cause);
  }
}
