// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.config;

import io.github.pop3reactive.cli.console.CliIo;
import io.github.pop3reactive.client.Pop3Client;
import io.github.pop3reactive.ingest.Mailbox;
import io.netty.handler.logging.LogLevel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox as the user described it.
 *
 * @param id its id, or null for {@code user@host:port}
 * @param client connects; without credentials
 * @param user who logs in
 * @param credentials where the password or token comes from
 * @param delete whether messages are deleted once they are taken in
 * @param deleteOnRetrieve whether the server removes what was retrieved
 */
public record MailboxSpec(
    @Nullable String id,
    Pop3Client client,
    String user,
    CredentialsSource credentials,
    boolean delete,
    boolean deleteOnRetrieve) {

  /** Its level is INFO, at which all others are off. */
  private static final String WIRE_LOG = "io.github.pop3reactive.wire";

  /** Returns this mailbox, with a log of what goes over the wire. */
  MailboxSpec tapped() {
    return new MailboxSpec(
        id, client.wiretap(WIRE_LOG, LogLevel.INFO), user, credentials, delete, deleteOnRetrieve);
  }

  /** Returns the account, {@code user@host:port}. */
  public String account() {
    return place().toString();
  }

  private Account place() {
    return new Account(user, client.host(), client.port());
  }

  /**
   * Returns a client that logs in.
   *
   * @throws ConfigException if there is no password or token, as far as that can be known
   */
  public Pop3Client authenticated(CliIo io) {
    return client.credentials(credentials.credentials(place(), io));
  }

  /**
   * Returns the mailboxes to poll.
   *
   * @param deleteAll whether to delete from all of them, whatever they say themselves
   * @throws ConfigException if two have the same id, or a password is missing
   */
  public static List<Mailbox> open(List<MailboxSpec> specs, boolean deleteAll, CliIo io) {
    Set<String> ids = new HashSet<>();
    for (MailboxSpec spec : specs) {
      if (!ids.add(spec.idOrAccount())) {
        throw new ConfigException("two mailboxes are " + spec.idOrAccount() + ": give them ids");
      }
    }
    return specs.stream().map(spec -> spec.open(deleteAll, io)).toList();
  }

  private String idOrAccount() {
    return id == null ? account() : id;
  }

  private Mailbox open(boolean deleteAll, CliIo io) {
    return new Mailbox(idOrAccount(), authenticated(io), delete || deleteAll, deleteOnRetrieve);
  }
}
