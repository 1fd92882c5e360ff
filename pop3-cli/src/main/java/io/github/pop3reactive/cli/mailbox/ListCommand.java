// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.mailbox;

import io.github.pop3reactive.cli.config.ConnectionOptions;
import io.github.pop3reactive.cli.console.CliIo;
import io.github.pop3reactive.cli.console.Interruption;
import io.github.pop3reactive.cli.console.Octets;
import io.github.pop3reactive.ingest.MessageKey;
import io.github.pop3reactive.session.Pop3ResponseException;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.session.ScanListing;
import io.github.pop3reactive.session.UniqueId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import reactor.core.publisher.Mono;

/** Lists the messages of a mailbox. */
@Command(
    name = "list",
    description = "Lists number, octets and unique-id of the messages in a mailbox.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class ListCommand implements Callable<Integer> {
  private final CliIo io;

  @Parameters(
      paramLabel = ConnectionOptions.URI_LABEL,
      description = "The mailbox: " + ConnectionOptions.URI_FORM)
  private String uri = "";

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  private record Listing(List<ScanListing> messages, Map<Integer, String> uniqueIds) {}

  /** Makes the command. */
  public ListCommand(CliIo io) {
    this.io = io;
  }

  @Override
  public Integer call() {
    Optional<Listing> listing =
        SessionUse.of(connection.mailbox(uri, io).authenticated(io), ListCommand::list);
    listing.ifPresent(this::print);
    return listing.isPresent() ? 0 : Interruption.EXIT_CODE;
  }

  private static Mono<Listing> list(Pop3Session session) {
    return Mono.zip(
        session.list().collectList(),
        session
            .uidl()
            .collectMap(UniqueId::number, UniqueId::id)
            .onErrorReturn(Pop3ResponseException.class, Map.of()),
        Listing::new);
  }

  private void print(Listing listing) {
    long octets = 0;
    for (ScanListing message : listing.messages()) {
      octets += message.octets();
      String id = listing.uniqueIds().getOrDefault(message.number(), "");
      io.out()
          .printf(
              "%7d %12d  %s%n",
              message.number(),
              message.octets(),
              id.isEmpty() ? "-" : new MessageKey(id, 0).toString());
    }
    io.out()
        .printf(
            "%d messages, %d octets (%s)%n", listing.messages().size(), octets, new Octets(octets));
    io.out().flush();
  }
}
