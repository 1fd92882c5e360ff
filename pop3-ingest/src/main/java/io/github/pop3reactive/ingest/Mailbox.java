// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import io.github.pop3reactive.client.Pop3Client;

/**
 * A mailbox to poll.
 *
 * @param id the key of the mailbox in the ledger, not empty. It has to stay the same as long as the
 *     mailbox does: under another one, every message is new
 * @param client connects and logs in
 * @param delete whether messages are deleted once they are acknowledged and recorded
 * @param deleteOnRetrieve whether the server is known to remove, at QUIT, what was retrieved. A
 *     session with it that holds a retrieved message which is not acknowledged ends without QUIT.
 *     Servers that announce EXPIRE 0 are treated so in any case
 */
public record Mailbox(String id, Pop3Client client, boolean delete, boolean deleteOnRetrieve) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the id is empty
   */
  public Mailbox {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("the id is empty");
    }
  }

  /**
   * Returns the mailbox of a client's user, with {@code user@host:port} as id; nothing is deleted.
   *
   * @throws IllegalArgumentException if the client has no user
   */
  public static Mailbox of(Pop3Client client) {
    String user = client.user();
    if (user == null) {
      throw new IllegalArgumentException("the client has no user");
    }
    return new Mailbox(user + "@" + client.host() + ":" + client.port(), client, false, false);
  }

  /** Returns the same mailbox under another id. */
  public Mailbox withId(String id) {
    return new Mailbox(id, client, delete, deleteOnRetrieve);
  }

  /** Returns the same mailbox, with messages deleted once they are acknowledged, or not. */
  public Mailbox withDelete(boolean delete) {
    return new Mailbox(id, client, delete, deleteOnRetrieve);
  }

  /** Returns the same mailbox, on a server that removes what was retrieved, or not. */
  public Mailbox withDeleteOnRetrieve(boolean deleteOnRetrieve) {
    return new Mailbox(id, client, delete, deleteOnRetrieve);
  }
}
