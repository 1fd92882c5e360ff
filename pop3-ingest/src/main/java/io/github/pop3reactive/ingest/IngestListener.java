// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

/**
 * Watches polls, for progress displays and logs. All methods do nothing unless overridden. They are
 * called on any thread, event loops among them, for several mailboxes at a time, and must not
 * block; what they throw is logged and ignored. For one mailbox, {@link #pollStarted} comes first
 * and {@link #pollEnded} last, unless the poll is cancelled, which ends it without a call.
 */
public interface IngestListener {
  /** A listener that does nothing. */
  IngestListener NONE = new IngestListener() {};

  /** A poll begins: the connection is about to be made. */
  default void pollStarted(String mailbox) {}

  /** The maildrop was listed and compared with the ledger. */
  default void listed(String mailbox, ListingSummary listing) {}

  /** A chunk of a message's body was given to the handler. */
  default void received(String mailbox, MessageKey key, int octets) {}

  /** A message was acknowledged and recorded; {@code octets} of it were retrieved. */
  default void messageDelivered(String mailbox, MessageKey key, long octets) {}

  /** A message was not taken in, and the poll goes on. */
  default void messageFailed(String mailbox, MessageFailure failure) {}

  /** A poll is over. */
  default void pollEnded(PollResult result) {}
}
