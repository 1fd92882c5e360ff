// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest.sink;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Writes one message to a temporary file and puts that into its place when it is whole and on disk.
 * Cancel comes from other threads than chunks do, hence the lock.
 */
final class Spool {
  private static final int PREFETCH = 8;

  /** Where the file is while it grows and how it gets its name; both block. */
  interface Placement {
    /** Returns the path of a file that is not there yet. */
    Path temporary() throws IOException;

    /** Puts the file, which is on disk and has so many octets, into its place, durably. */
    void place(Path temporary, long octets) throws IOException;
  }

  private final Placement placement;
  private final LineEndFilter filter;
  private @Nullable Path file;
  private @Nullable FileChannel channel;
  private long octets;
  private boolean closed;

  private Spool(Placement placement, LineEnds lineEnds) {
    this.placement = placement;
    this.filter = new LineEndFilter(lineEnds);
  }

  /** Completes when the file is in its place. Does nothing on the subscriber's thread. */
  static Mono<Void> write(Flux<ByteBuf> body, LineEnds lineEnds, Placement placement) {
    return Mono.usingWhen(
        Mono.fromSupplier(() -> new Spool(placement, lineEnds)),
        spool -> spool.writeAll(body),
        spool -> Mono.empty(),
        (spool, error) -> spool.discard(),
        Spool::discard);
  }

  private Mono<Void> writeAll(Flux<ByteBuf> body) {
    return body.publishOn(Schedulers.boundedElastic(), PREFETCH)
        .doOnNext(this::append)
        .doOnDiscard(ByteBuf.class, ByteBuf::release)
        .then(Mono.fromRunnable(this::finish));
  }

  private synchronized void append(ByteBuf chunk) {
    try {
      if (!closed) {
        write(filter.filter(chunk));
      }
    } catch (ClosedByInterruptException e) {
      closed = true;
    } catch (IOException e) {
      throw Exceptions.propagate(e);
    } finally {
      chunk.release();
    }
  }

  private void write(ByteBuffer source) throws IOException {
    FileChannel target = open();
    while (source.hasRemaining()) {
      octets += target.write(source);
    }
  }

  private FileChannel open() throws IOException {
    FileChannel open = channel;
    if (open == null) {
      Path path = placement.temporary();
      open = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      file = path;
      channel = open;
    }
    return open;
  }

  private synchronized void finish() {
    try {
      if (closed) {
        throw new IOException("interrupted");
      }
      write(filter.end());
      FileChannel whole = open();
      whole.force(true);
      whole.close();
      Path path = file;
      if (path != null) {
        placement.place(path, octets);
        file = null;
      }
    } catch (IOException e) {
      throw Exceptions.propagate(e);
    }
  }

  private Mono<Void> discard() {
    return Mono.<Void>fromRunnable(this::deleteNow).subscribeOn(Schedulers.boundedElastic());
  }

  private synchronized void deleteNow() {
    closed = true;
    try {
      if (channel != null) {
        channel.close();
      }
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw Exceptions.propagate(e);
    }
  }
}
