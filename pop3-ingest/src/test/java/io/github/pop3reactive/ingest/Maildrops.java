// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import io.github.pop3reactive.client.Pop3Client;
import io.github.pop3reactive.test.server.MaildropServer;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** What tests of the engine do with servers and ledgers. */
final class Maildrops {
  static final Duration SOON = Duration.ofSeconds(20);

  private Maildrops() {}

  static Pop3Client client(MaildropServer server, String user) {
    return client(server.port(), user);
  }

  static Pop3Client client(int port, String user) {
    return Pop3Client.create()
        .host("localhost")
        .port(port)
        .plaintext()
        .plaintextLogin()
        .credentials(user, Mono.just("secret"));
  }

  static Mailbox mailbox(MaildropServer server) {
    return Mailbox.of(client(server, "ann")).withId("ann");
  }

  static Set<MessageKey> known(Ledger ledger) {
    return ledger.load("ann").map(LedgerEntry::key).collect(Collectors.toSet()).block(SOON);
  }

  static MessageKey key(String uniqueId) {
    return new MessageKey(uniqueId, 0);
  }
}
