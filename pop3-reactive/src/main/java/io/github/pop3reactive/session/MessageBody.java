// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Command;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The body of a multi-line reply: a message, or the lines that a raw command gave. A cold sequence
 * of chunks; each subscription sends the command.
 *
 * <p><b>Content.</b> Octets as they are in the message, line ends included, dot-stuffing undone.
 * Chunks end where the network made them end. An empty body completes without a chunk.
 *
 * <p><b>Demand.</b> Nothing is read from the socket while nothing is requested, so that what is
 * held in memory stays below one read of the socket, whatever the length of the message.
 *
 * <p><b>Ownership.</b> A chunk that was emitted belongs to the subscriber, who releases it. Chunks
 * that are not emitted, because of cancel or error, are released here; those that an operator drops
 * are released by {@code doOnDiscard(ByteBuf.class, ByteBuf::release)} behind it. The operators of
 * this class release for themselves, except {@link #aggregate()}, whose result belongs to the
 * subscriber.
 *
 * <p><b>Errors.</b> A body that ends before its terminator, CRLF . CRLF, is always an error: {@link
 * Pop3ConnectionException}. If the server refuses, it is {@link Pop3ResponseException}.
 *
 * <p><b>Cancel</b> drains what is left of the body if it is little, and closes the connection if
 * not; see {@link Pop3Session}.
 */
public final class MessageBody extends Flux<ByteBuf> {
  private static final int MAX_BUFFER_OCTETS = Integer.MAX_VALUE - 8;

  private final Flux<ByteBuf> source;
  private final Pop3Command command;
  private final long maxAggregateOctets;
  private final long listedOctets;

  MessageBody(Flux<ByteBuf> source, Pop3Command command, long maxAggregateOctets) {
    this(source, command, maxAggregateOctets, -1);
  }

  MessageBody(
      Flux<ByteBuf> source, Pop3Command command, long maxAggregateOctets, long listedOctets) {
    this.source = source;
    this.command = command;
    this.maxAggregateOctets = maxAggregateOctets;
    this.listedOctets = listedOctets;
  }

  /**
   * Returns a body with these chunks: for operators around a body, such as {@code
   * MessageBody.of(body.doOnNext(chunk -> count(chunk)), limit)}, and for tests of code that takes
   * a body. The chunks keep the contract above: the subscriber owns them, and what the source does
   * not emit the source releases.
   *
   * @param maxAggregateOctets what {@link #aggregate()} collects at most
   */
  public static MessageBody of(Flux<ByteBuf> chunks, long maxAggregateOctets) {
    return new MessageBody(chunks, Pop3Command.RETR, maxAggregateOctets);
  }

  @Override
  public void subscribe(CoreSubscriber<? super ByteBuf> actual) {
    source.subscribe(actual);
  }

  /**
   * Returns this body with a look at its length: when its terminator was read, and before it
   * completes, {@code observer} is told how many octets there were and how many LIST had said, if
   * the body is that of {@link Pop3Session#retr(ScanListing)}. Not called for a body that is cut or
   * cancelled. What the observer throws fails the body.
   */
  public MessageBody checkSize(Consumer<SizeCheck> observer) {
    Flux<ByteBuf> counted =
        Flux.defer(
            () -> {
              SizeCounter counter = new SizeCounter(listedOctets);
              return source
                  .doOnNext(counter::add)
                  .doOnComplete(() -> observer.accept(counter.check()));
            });
    return new MessageBody(counted, command, maxAggregateOctets, listedOctets);
  }

  /** Copies each chunk into an array and releases it. */
  public Flux<byte[]> asByteArray() {
    return source.map(MessageBody::copyAndRelease).doOnDiscard(ByteBuf.class, ByteBuf::release);
  }

  private static byte[] copyAndRelease(ByteBuf chunk) {
    try {
      byte[] octets = new byte[chunk.readableBytes()];
      chunk.readBytes(octets);
      return octets;
    } finally {
      chunk.release();
    }
  }

  /**
   * Decodes the body; a character that straddles two chunks is decoded as one, octets that are
   * malformed become the charset's replacement. Emits at most one string for each chunk and one at
   * the end.
   */
  public Flux<String> asString(Charset charset) {
    return Flux.defer(
        () -> {
          ChunkedCharsetDecoder decoder = new ChunkedCharsetDecoder(charset);
          return source
              .map(chunk -> decoder.decode(copyAndRelease(chunk)))
              .concatWith(Mono.fromSupplier(decoder::finish))
              .filter(text -> !text.isEmpty())
              .doOnDiscard(ByteBuf.class, ByteBuf::release);
        });
  }

  /**
   * Collects the body in one buffer, of at most {@link SessionOptions#maxAggregateOctets()}. The
   * buffer belongs to the subscriber.
   */
  public Mono<ByteBuf> aggregate() {
    return aggregate(maxAggregateOctets);
  }

  /**
   * Copies the body into one buffer, which belongs to the subscriber. Chunks are not kept, so that
   * many small ones take no more memory than few large ones.
   *
   * @param maxOctets beyond which the body is cancelled and the result is {@link
   *     Pop3LimitException}
   */
  public Mono<ByteBuf> aggregate(long maxOctets) {
    long limit = Math.min(maxOctets, MAX_BUFFER_OCTETS);
    return source
        .collect(
            ByteBufAllocator.DEFAULT::heapBuffer,
            (all, chunk) -> {
              if (chunk.readableBytes() > limit - all.readableBytes()) {
                throw new Pop3LimitException(
                    command, "body is longer than " + limit + " octets", null);
              }
              all.writeBytes(chunk);
              chunk.release();
            })
        .doOnDiscard(ByteBuf.class, ByteBuf::release);
  }

  /**
   * Returns the body as a stream for code that blocks. The command is sent by this call; at most a
   * few chunks are read ahead. Errors are thrown by {@code read} as {@link java.io.IOException}
   * with the {@link Pop3Exception} as cause. Closing it before its end cancels the body, and a
   * {@code read} that waits in another thread fails. Reading on an event loop is refused.
   */
  public InputStream asInputStream() {
    BodyInputStream stream = new BodyInputStream();
    source.subscribe(stream.subscriber());
    return stream;
  }

  /**
   * Writes the body to a new file, off the event loop, and emits the number of octets. A file that
   * is cut short by an error or cancel is deleted; cancel does not wait for that. Not forced to
   * disk.
   *
   * <p>Fails with {@link java.nio.file.FileAlreadyExistsException} if the file exists, which is
   * left as it is, and with {@link java.io.IOException}.
   */
  public Mono<Long> writeTo(Path file) {
    return writeTo(file, true, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /**
   * Writes the body to a file that is opened with these options, off the event loop, and emits the
   * number of octets. What an error or cancel cuts short is left there. Not forced to disk.
   */
  public Mono<Long> writeTo(Path file, OpenOption... options) {
    return writeTo(file, false, options);
  }

  private Mono<Long> writeTo(Path file, boolean deleteIfCut, OpenOption... options) {
    return BodyFileWriter.write(source, file, deleteIfCut, options);
  }
}
