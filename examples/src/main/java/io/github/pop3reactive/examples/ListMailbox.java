// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.examples;

import io.github.pop3reactive.client.Pop3Client;
import io.github.pop3reactive.session.ScanListing;
import io.github.pop3reactive.session.UniqueId;
import reactor.core.publisher.Flux;

/** Lists a mailbox: number, octets and unique-id of each message. */
public final class ListMailbox {
  private ListMailbox() {}

  /** Takes the URI of the mailbox. */
  public static void main(String[] args) {
    lines(Account.client(args[0], System.getenv())).doOnNext(System.out::println).blockLast();
  }

  static Flux<String> lines(Pop3Client client) {
    return client.withSession(
        session ->
            Flux.zip(session.list(), session.uidl())
                .map(
                    entry -> {
                      ScanListing listing = entry.getT1();
                      UniqueId id = entry.getT2();
                      return "%5d %10d  %s".formatted(listing.number(), listing.octets(), id.id());
                    }));
  }
}
