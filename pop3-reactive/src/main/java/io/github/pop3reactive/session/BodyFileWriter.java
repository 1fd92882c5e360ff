// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Writes chunks to a file that is opened with the first of them. Cancel may come from another
 * thread than the chunks do, hence the lock.
 */
final class BodyFileWriter {
  private final Path file;
  private final boolean deleteIfCut;
  private final OpenOption[] options;
  private @Nullable FileChannel channel;
  private long octets;
  private boolean finished;
  private boolean closed;

  private BodyFileWriter(Path file, boolean deleteIfCut, OpenOption[] options) {
    this.file = file;
    this.deleteIfCut = deleteIfCut;
    this.options = options;
  }

  static Mono<Long> write(
      Flux<ByteBuf> chunks, int prefetch, Path file, boolean deleteIfCut, OpenOption... options) {
    return Mono.using(
            () -> new BodyFileWriter(file, deleteIfCut, options),
            writer ->
                chunks
                    .publishOn(Schedulers.boundedElastic(), prefetch)
                    .doOnNext(writer::append)
                    .doOnDiscard(ByteBuf.class, ByteBuf::release)
                    .then(Mono.fromCallable(writer::finish)),
            BodyFileWriter::close)
        .cancelOn(Schedulers.boundedElastic());
  }

  private synchronized void append(ByteBuf chunk) {
    try {
      if (!closed) {
        FileChannel target = open();
        ByteBuffer source = chunk.nioBuffer();
        while (source.hasRemaining()) {
          octets += target.write(source);
        }
      }
    } catch (IOException e) {
      throw Exceptions.propagate(e);
    } finally {
      chunk.release();
    }
  }

  private synchronized long finish() throws IOException {
    open().close();
    finished = true;
    return octets;
  }

  private FileChannel open() throws IOException {
    FileChannel open = channel;
    if (open == null) {
      open = FileChannel.open(file, options);
      channel = open;
    }
    return open;
  }

  private synchronized void close() {
    closed = true;
    FileChannel open = channel;
    if (open == null || finished) {
      return;
    }
    try {
      open.close();
      if (deleteIfCut) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
