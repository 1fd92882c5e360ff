// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Request;
import io.github.pop3reactive.codec.Pop3Response;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** A command whose reply is one status line. */
class StatusExchange<T> extends Exchange {
  private final MonoSink<T> sink;
  private final Duration timeout;
  private final Function<Pop3Response, @Nullable T> reader;

  /** Makes an exchange that emits what {@code reader} makes of a positive response, if anything. */
  StatusExchange(
      Pop3Request request,
      Duration timeout,
      MonoSink<T> sink,
      Function<Pop3Response, @Nullable T> reader) {
    super(request);
    this.timeout = timeout;
    this.sink = sink;
    this.reader = reader;
  }

  @Override
  final Duration timeout() {
    return timeout;
  }

  @Override
  final ContextView context() {
    return sink.contextView();
  }

  @Override
  boolean onResponse(Pop3Response response) {
    if (response.isOk()) {
      succeed(reader.apply(response));
    } else {
      onFailure(new Pop3ResponseException(command(), response));
    }
    return true;
  }

  /** Emits the value; what the subscriber throws is not the session's. */
  final void succeed(@Nullable T value) {
    ended();
    try {
      if (value == null) {
        sink.success();
      } else {
        sink.success(value);
      }
    } catch (RuntimeException e) {
      Operators.onErrorDropped(e, Context.of(sink.contextView()));
    }
  }

  @Override
  void onFailure(Throwable cause) {
    ended();
    if (!isCancelled()) {
      sink.error(cause);
    }
  }
}
