// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.mailbox;

import io.github.pop3reactive.cli.console.Interruption;
import io.github.pop3reactive.client.Pop3Client;
import io.github.pop3reactive.session.Pop3Session;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** One session that changes nothing in the mailbox, until it is done or interrupted. */
final class SessionUse {
  private SessionUse() {}

  /** Returns what {@code use} came to, or nothing if it was interrupted. Blocks. */
  static <T> Optional<T> of(Pop3Client client, Function<Pop3Session, Mono<T>> use) {
    try (Interruption interruption = Interruption.onShutdown()) {
      return Mono.usingWhen(
              client.connect(),
              use,
              SessionUse::end,
              (session, error) -> session.close(),
              Pop3Session::close)
          .takeUntilOther(interruption.requested())
          .blockOptional();
    }
  }

  /** QUIT makes servers that announce EXPIRE 0 remove what was retrieved. */
  private static Mono<Void> end(Pop3Session session) {
    return session
        .capa()
        .map(capabilities -> capabilities.expireDays().orElse(-1) == 0)
        .onErrorReturn(false)
        .flatMap(expires -> expires ? session.close() : session.quit().then())
        .onErrorComplete();
  }
}
