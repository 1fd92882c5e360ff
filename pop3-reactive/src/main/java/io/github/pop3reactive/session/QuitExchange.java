// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.codec.Pop3Requests;
import io.github.pop3reactive.codec.Pop3Response;
import java.time.Duration;
import reactor.core.publisher.MonoSink;

/** QUIT, whose failure is an outcome as soon as it was sent. */
final class QuitExchange extends StatusExchange<CommitOutcome> {
  private final ExchangeHandler handler;

  QuitExchange(ExchangeHandler handler, Duration timeout, MonoSink<CommitOutcome> sink) {
    super(Pop3Requests.quit(), timeout, sink, response -> CommitOutcome.COMMITTED);
    this.handler = handler;
  }

  @Override
  Placement placement() {
    return Placement.LAST;
  }

  @Override
  boolean onResponse(Pop3Response response) {
    handler.quit(this);
    if (response.isOk()) {
      handler.status().accepted(Pop3Command.QUIT);
    }
    succeed(response.isOk() ? CommitOutcome.COMMITTED : CommitOutcome.PARTIAL);
    return true;
  }

  @Override
  void onFailure(Throwable cause) {
    if (phase() == Phase.IN_FLIGHT) {
      succeed(CommitOutcome.UNKNOWN);
    } else {
      super.onFailure(cause);
    }
  }
}
