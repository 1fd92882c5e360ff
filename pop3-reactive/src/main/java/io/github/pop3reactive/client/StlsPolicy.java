// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.session.Pop3Exception;

/**
 * Decides what becomes of a connection that was to be secured with STLS and cannot be: the server
 * does not offer or refuses it, or the handshake fails. Nobody has logged in then.
 *
 * <p>Whoever is on the way to the server can make any of this happen. A policy that says {@link
 * Decision#INSECURE} gives that person the mail, and with {@link Pop3Client#plaintextLogin()} the
 * password. It is for old servers in networks that are trusted.
 */
@FunctionalInterface
public interface StlsPolicy {

  /** What becomes of the connection. */
  enum Decision {
    /** It has failed; the next server is tried, if there is one. */
    SECURE,

    /**
     * The server is connected to once more and spoken to in clear, as with {@link
     * Pop3Client#plaintext()}, which is logged as a warning. A login needs {@link
     * Pop3Client#plaintextLogin()} as well.
     */
    INSECURE
  }

  /** What is the default: never in clear. */
  StlsPolicy ALWAYS_SECURE = (host, port, failure) -> Decision.SECURE;

  /**
   * Decides. Called on an event loop and must not block; what it throws fails the connection.
   *
   * @param failure what happened, of the command STLS
   */
  Decision onFailure(String host, int port, Pop3Exception failure);
}
