// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.mime;

import io.github.pop3reactive.session.MessageBody;
import java.nio.file.Path;
import java.util.function.Function;
import org.apache.james.mime4j.dom.Header;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Makes Mime4j objects of bodies, and keeps their octets as they were transported.
 *
 * <pre>{@code
 * MimeReader mime = MimeReader.create();
 * mime.withMessage(session.retr(1), retrieved -> Mono.just(retrieved.orElseThrow().getSubject()));
 * mime.header(session.header(1, TopFallback.RETR));
 * }</pre>
 *
 * <p><b>Bad MIME is no error.</b> What Mime4j cannot make sense of, or what goes beyond a limit of
 * the parser, is the {@linkplain Retrieved#problem() problem} of a result that has the whole
 * message all the same. Charsets are Mime4j's business; a name that it does not know does not fail
 * the message.
 *
 * <p><b>Threads.</b> The message is parsed while it arrives, on a worker that is blocked until its
 * end; see {@link #runOn}. Results are emitted there.
 *
 * <p><b>Ownership.</b> A result belongs to the subscriber, who closes it, since it may have a file.
 * A result that is not emitted, because of cancel or error, is closed here. Cancel cancels the body
 * and does not wait for the worker.
 *
 * <p><b>Errors.</b> The result fails as the body does, with {@link
 * io.github.pop3reactive.session.Pop3Exception}, and with {@link java.io.IOException} if the octets
 * cannot be kept.
 *
 * <table>
 *   <caption>Limits</caption>
 *   <tr><th>Limit</th><th>Default</th><th>Beyond it</th></tr>
 *   <tr><td>{@link #memoryOctets}</td><td>256 KiB</td><td>the octets go to a file</td></tr>
 *   <tr><td>{@link #parsedOctets}</td><td>32 MiB</td><td>a problem</td></tr>
 *   <tr><td>{@link MimeConfig#getMaxLineLen}</td><td>65536</td><td>a problem</td></tr>
 *   <tr><td>{@link MimeConfig#getMaxHeaderLen}</td><td>262144</td><td>a problem</td></tr>
 *   <tr><td>{@link MimeConfig#getMaxHeaderCount}</td><td>2000</td><td>a problem</td></tr>
 * </table>
 *
 * <p>Immutable; each method that sets something returns another reader. Mime4j holds the decoded
 * parts of a message in memory.
 */
public final class MimeReader {
  /** The default of {@link #config}. */
  public static final MimeConfig DEFAULT_CONFIG =
      MimeConfig.custom()
          .setMaxLineLen(65_536)
          .setMaxHeaderLen(262_144)
          .setMaxHeaderCount(2_000)
          .build();

  /** The default of {@link #memoryOctets}. */
  public static final int DEFAULT_MEMORY_OCTETS = 256 << 10;

  /** The default of {@link #parsedOctets}. */
  public static final long DEFAULT_PARSED_OCTETS = 32L << 20;

  private static final MimeReader DEFAULT =
      new MimeReader(
          DEFAULT_CONFIG,
          DEFAULT_MEMORY_OCTETS,
          DEFAULT_PARSED_OCTETS,
          null,
          Schedulers.boundedElastic());

  private final MimeConfig config;
  private final int memoryOctets;
  private final long parsedOctets;
  private final @Nullable Path directory;
  private final Scheduler worker;

  private MimeReader(
      MimeConfig config,
      int memoryOctets,
      long parsedOctets,
      @Nullable Path directory,
      Scheduler worker) {
    this.config = config;
    this.memoryOctets = memoryOctets;
    this.parsedOctets = parsedOctets;
    this.directory = directory;
    this.worker = worker;
  }

  /** Returns a reader with the defaults. */
  public static MimeReader create() {
    return DEFAULT;
  }

  /** Parses so. Strict parsing makes a problem of what is otherwise tolerated. */
  public MimeReader config(MimeConfig config) {
    return new MimeReader(config, memoryOctets, parsedOctets, directory, worker);
  }

  /**
   * Keeps so many octets of a message in memory; the octets of a longer one are written to a
   * temporary file that {@link Retrieved#close} deletes.
   *
   * @throws IllegalArgumentException if negative
   */
  public MimeReader memoryOctets(int octets) {
    if (octets < 0) {
      throw new IllegalArgumentException("memoryOctets: " + octets);
    }
    return new MimeReader(config, octets, parsedOctets, directory, worker);
  }

  /**
   * Gives the parser at most so many octets of a message, which bounds the memory that the result
   * takes; a longer message is a problem, and still kept whole.
   *
   * @throws IllegalArgumentException if negative
   */
  public MimeReader parsedOctets(long octets) {
    if (octets < 0) {
      throw new IllegalArgumentException("parsedOctets: " + octets);
    }
    return new MimeReader(config, memoryOctets, octets, directory, worker);
  }

  /** Makes temporary files in this directory instead of the system's; readable by their owner. */
  public MimeReader directory(Path directory) {
    return new MimeReader(config, memoryOctets, parsedOctets, directory, worker);
  }

  /**
   * Parses on this scheduler, which must allow to block, instead of {@link
   * Schedulers#boundedElastic()}. A thread of it is taken for each message until its end; the
   * command is sent when a thread is there.
   */
  public MimeReader runOn(Scheduler worker) {
    return new MimeReader(config, memoryOctets, parsedOctets, directory, worker);
  }

  /**
   * Reads and parses a header, such as {@link io.github.pop3reactive.session.Pop3Session#header}
   * gives; of a longer body the rest is kept and not parsed. The result belongs to the subscriber.
   */
  public Mono<Retrieved<Header>> header(MessageBody body) {
    return read(body, stream -> builder().parseHeader(stream));
  }

  /** Reads and parses a message. The result belongs to the subscriber. */
  public Mono<Retrieved<Message>> message(MessageBody body) {
    return read(body, stream -> builder().parseMessage(stream));
  }

  /**
   * Reads and parses a message, lets {@code use} work with it, and closes it when the publisher of
   * {@code use} ends or is cancelled.
   */
  public <T> Mono<T> withMessage(
      MessageBody body, Function<? super Retrieved<Message>, ? extends Mono<? extends T>> use) {
    return message(body).flatMap(found -> Mono.using(() -> found, use, Retrieved::close));
  }

  private <T> Mono<Retrieved<T>> read(MessageBody body, MimeParser<T> parser) {
    return MimeJob.run(
        body,
        worker,
        stream -> {
          RawOctets raw = new RawOctets(memoryOctets, directory);
          return raw.record(stream, parsedOctets, parser);
        });
  }

  private DefaultMessageBuilder builder() {
    DefaultMessageBuilder builder = new DefaultMessageBuilder();
    builder.setMimeEntityConfig(config);
    builder.setBodyFactory(new UnpooledBodyFactory(!config.isStrictParsing()));
    return builder;
  }
}
