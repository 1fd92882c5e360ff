// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest.sink;

import io.github.pop3reactive.ingest.IncomingMessage;
import io.github.pop3reactive.ingest.MessageKey;
import io.github.pop3reactive.session.MessageBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;

/** Messages for sinks, and what sinks made of them. */
final class Messages {
  private Messages() {}

  static IncomingMessage message(MessageKey key, Flux<ByteBuf> body) {
    return new IncomingMessage("ann@example.org:995", key, 1, 1, MessageBody.of(body, 1 << 20));
  }

  static IncomingMessage message(String uniqueId, String... chunks) {
    return message(new MessageKey(uniqueId, 0), chunks(chunks));
  }

  /** Chunks in pooled buffers, made as they are requested. */
  static Flux<ByteBuf> chunks(String... chunks) {
    return Flux.fromArray(chunks)
        .map(
            chunk -> {
              byte[] octets = chunk.getBytes(StandardCharsets.ISO_8859_1);
              return PooledByteBufAllocator.DEFAULT.buffer(64).writeBytes(octets);
            });
  }

  static List<Path> files(Path directory) {
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until there are so many files. */
  static void awaitFiles(Path directory, int count) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (files(directory).size() != count) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not " + count + " files but " + files(directory));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  static String content(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
