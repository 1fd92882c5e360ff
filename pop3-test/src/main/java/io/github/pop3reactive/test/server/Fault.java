// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.server;

/**
 * Something that goes wrong on one connection to a {@link MaildropServer}. Commands are counted on
 * that connection, from 1; verbs are written in upper case.
 */
public sealed interface Fault {

  /** How the server leaves a connection. */
  enum End {
    /** In good order: close_notify under TLS, and FIN. */
    CLOSE,
    /** FIN, under TLS without close_notify. */
    CLOSE_WITHOUT_NOTIFY,
    /** RST. */
    RESET,
    /** Silence, and the connection stays open until the client closes it. */
    STALL
  }

  /**
   * The server sends exactly so many octets, counted before TLS from the greeting on, and ends.
   *
   * @param octets 0 and more
   */
  record AfterOctets(long octets, End end) implements Fault {}

  /** The server receives the n-th such command and ends, without obeying or answering it. */
  record BeforeReply(String verb, int nth, End end) implements Fault {}

  /**
   * The server answers the n-th such command with {@code -ERR} and this text, and does not obey it.
   * The connection stays.
   */
  record Refuse(String verb, int nth, String text) implements Fault {}

  /**
   * QUIT removes only the first so many of the messages marked as deleted, and is answered with
   * {@code -ERR some deleted messages not removed}.
   */
  record PartialCommit(int removed) implements Fault {}

  /** QUIT removes the messages marked as deleted, and the server ends without an answer. */
  record CommitReplyLost(End end) implements Fault {}
}
