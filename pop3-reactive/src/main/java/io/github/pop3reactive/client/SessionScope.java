// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.session.CommitOutcome;
import io.github.pop3reactive.session.Pop3CommitException;
import io.github.pop3reactive.session.Pop3Exception;
import io.github.pop3reactive.session.Pop3Session;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One use of a session, from connect to QUIT. */
final class SessionScope {
  private SessionScope() {}

  static <T> Flux<T> use(
      Mono<Pop3Session> connect,
      Function<? super Pop3Session, ? extends Publisher<? extends T>> use) {
    return Flux.usingWhen(
        connect,
        session -> Flux.<T>from(use.apply(session)).concatWith(commit(session)),
        Pop3Session::close,
        (session, error) -> session.close(),
        Pop3Session::close);
  }

  private static <T> Mono<T> commit(Pop3Session session) {
    return Mono.defer(
        () -> {
          long deleted = session.deleted();
          return session
              .quit()
              .onErrorResume(
                  Pop3Exception.class,
                  error -> deleted == 0 ? Mono.just(CommitOutcome.UNKNOWN) : Mono.error(error))
              .flatMap(
                  outcome ->
                      deleted == 0 || outcome == CommitOutcome.COMMITTED
                          ? Mono.empty()
                          : Mono.error(new Pop3CommitException(outcome, deleted)));
        });
  }
}
