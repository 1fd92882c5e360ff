// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Requests;
import io.github.pop3reactive.codec.Pop3Response;
import java.time.Duration;
import reactor.core.publisher.MonoSink;

/** STLS, up to the end of the handshake behind it (RFC 2595 section 4). */
final class StlsExchange extends StatusExchange<Void> {
  private final ExchangeHandler handler;
  private boolean handshaking;

  StlsExchange(ExchangeHandler handler, Duration timeout, MonoSink<Void> sink) {
    super(Pop3Requests.stls(), timeout, sink, response -> null);
    this.handler = handler;
  }

  @Override
  Placement placement() {
    return Placement.ALONE;
  }

  /** Returns whether the deadline is that of the handshake. */
  boolean isHandshaking() {
    return handshaking;
  }

  @Override
  boolean onResponse(Pop3Response response) {
    if (!response.isOk()) {
      throw new Pop3TlsException(
          command(), "refused: " + Pop3Exception.shown(response.text()), null);
    }
    handshaking = true;
    handler.upgrade().start();
    return false;
  }

  void onSecured() {
    succeed(null);
  }
}
