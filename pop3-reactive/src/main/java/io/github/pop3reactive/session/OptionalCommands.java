// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Command;
import io.netty.buffer.ByteBuf;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What a session knows of TOP and UIDL, which a server may have without announcing them. Finds out
 * by using them on a message that is there, and keeps that for the session.
 */
final class OptionalCommands {
  private final Pop3Session session;
  private final Map<Pop3Command, Boolean> known = new ConcurrentHashMap<>();

  OptionalCommands(Pop3Session session) {
    this.session = session;
  }

  Mono<Boolean> uidl() {
    return isUsable(Pop3Command.UIDL, number -> session.uidl(number).then());
  }

  Mono<Boolean> top() {
    return isUsable(
        Pop3Command.TOP, number -> session.top(number, 0).doOnNext(ByteBuf::release).then());
  }

  private Mono<Boolean> isUsable(Pop3Command command, Function<Integer, Mono<Void>> use) {
    return Mono.defer(
        () -> {
          if (session.capabilities().has(command.verb())) {
            return Mono.just(true);
          }
          Boolean before = known.get(command);
          return before != null
              ? Mono.just(before)
              : someMessage()
                  .flatMap(
                      number ->
                          use.apply(number)
                              .thenReturn(true)
                              .onErrorReturn(OptionalCommands::isOfCommand, false)
                              .doOnNext(usable -> known.put(command, usable)))
                  .defaultIfEmpty(false);
        });
  }

  /** Emits the number of a message that is not marked as deleted, if there is one. */
  private Mono<Integer> someMessage() {
    return session.deleted() == 0
        ? session.stat().filter(maildrop -> maildrop.messages() > 0).map(maildrop -> 1)
        : session.list().map(ScanListing::number).reduce((first, other) -> first);
  }

  /** Emits the header of a message, of what TOP or, where that is allowed, RETR gives. */
  Flux<ByteBuf> header(int number, TopFallback fallback) {
    MessageBody top = session.top(number, 0);
    Flux<ByteBuf> source = fallback == TopFallback.RETR ? orWhole(top, session.retr(number)) : top;
    return Flux.defer(() -> source.handle(new HeaderEnd()::cut));
  }

  private Flux<ByteBuf> orWhole(MessageBody top, MessageBody whole) {
    return Flux.defer(
        () ->
            !session.capabilities().top() && Boolean.FALSE.equals(known.get(Pop3Command.TOP))
                ? whole
                : top.onErrorResume(
                    OptionalCommands::isOfCommand,
                    refusal ->
                        whole.doOnComplete(() -> known.putIfAbsent(Pop3Command.TOP, false))));
  }

  /** Returns whether it is a refusal that does not name another reason than the command. */
  private static boolean isOfCommand(Throwable error) {
    return error instanceof Pop3ResponseException refusal
        && (refusal.code() == null || !(refusal.code().is("SYS") || refusal.code().is("UTF8")));
  }
}
