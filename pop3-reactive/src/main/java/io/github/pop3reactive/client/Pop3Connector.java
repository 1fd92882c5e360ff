// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.session.Pop3Session;
import reactor.core.publisher.Mono;

/** Makes connections. */
record Pop3Connector(Pop3ClientConfig config) {
  Mono<Pop3Session> connect() {
    return Mono.error(new UnsupportedOperationException());
  }
}
