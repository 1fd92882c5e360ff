// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.mailbox;

import io.github.pop3reactive.cli.config.ConfigException;
import io.github.pop3reactive.cli.config.ConnectionOptions;
import io.github.pop3reactive.cli.console.CliIo;
import io.github.pop3reactive.cli.console.Interruption;
import io.github.pop3reactive.session.MessageBody;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.session.UniqueId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Fetches one message. */
@Command(
    name = "fetch",
    description = "Fetches one message, byte for byte, and leaves it where it is.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class FetchCommand implements Callable<Integer> {
  private static final int WRITE_PREFETCH = 8;

  private final CliIo io;

  @Parameters(
      index = "0",
      paramLabel = ConnectionOptions.URI_LABEL,
      description = "The mailbox: " + ConnectionOptions.URI_FORM)
  private String uri = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NUMBER",
      description = "The number of the message, as list shows it.")
  private @Nullable Integer number;

  @Option(
      names = "--uid",
      paramLabel = "ID",
      description = "The unique-id of the message, instead of its number.")
  private @Nullable String uniqueId;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write to this file, which must not exist, instead of to standard output.")
  private @Nullable Path output;

  @Option(
      names = "--top",
      paramLabel = "LINES",
      description = "Fetch the header and so many lines of the body only.")
  private @Nullable Integer top;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  /** Makes the command. */
  public FetchCommand(CliIo io) {
    this.io = io;
  }

  @Override
  public Integer call() {
    if ((number == null) == (uniqueId == null)) {
      throw new ConfigException("give either NUMBER or --uid ID");
    }
    if ((number != null && number < 1) || (top != null && top < 0)) {
      throw new ConfigException("NUMBER has to be 1 or more, LINES 0 or more");
    }
    if (output != null && Files.exists(output)) {
      throw new ConfigException("file " + output + " exists");
    }
    Optional<Long> octets =
        SessionUse.of(connection.mailbox(uri, io).authenticated(io), this::fetch);
    return octets.isPresent() ? 0 : Interruption.EXIT_CODE;
  }

  private Mono<Long> fetch(Pop3Session session) {
    return number(session)
        .flatMap(
            message -> {
              MessageBody body = top == null ? session.retr(message) : session.top(message, top);
              return output == null ? toStandardOutput(body) : body.writeTo(output);
            });
  }

  private Mono<Integer> number(Pop3Session session) {
    return number != null
        ? Mono.just(number)
        : session
            .uidl()
            .filter(entry -> entry.id().equals(uniqueId))
            .map(UniqueId::number)
            .collectList()
            .flatMap(
                numbers ->
                    numbers.isEmpty()
                        ? Mono.error(new NoSuchElementException("no message has this unique-id"))
                        : Mono.just(numbers.get(0)));
  }

  private Mono<Long> toStandardOutput(MessageBody body) {
    return body.asByteArray()
        .publishOn(Schedulers.boundedElastic(), WRITE_PREFETCH)
        .map(this::write)
        .reduce(0L, Long::sum)
        .doOnSuccess(octets -> io.out().flush());
  }

  private long write(byte[] octets) {
    try {
      io.out().write(octets);
    } catch (IOException e) {
      throw Exceptions.propagate(e);
    }
    if (io.out().checkError()) {
      throw Exceptions.propagate(new IOException("standard output is closed"));
    }
    return octets.length;
  }
}
