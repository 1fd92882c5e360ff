// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Mono;

/** Keeps what it acknowledged, in memory. */
final class RecordingHandler implements MessageHandler {
  private final Map<MessageKey, List<String>> taken = new ConcurrentHashMap<>();

  @Override
  public Mono<Void> handle(IncomingMessage message) {
    return message
        .body()
        .asString(StandardCharsets.ISO_8859_1)
        .reduce("", String::concat)
        .doOnNext(text -> add(message.key(), text))
        .then();
  }

  private void add(MessageKey key, String text) {
    taken.computeIfAbsent(key, any -> new CopyOnWriteArrayList<>()).add(text);
  }

  /** What was acknowledged under each key, as often as it was. */
  Map<MessageKey, List<String>> taken() {
    return taken;
  }

  int count() {
    return taken.values().stream().mapToInt(List::size).sum();
  }
}
