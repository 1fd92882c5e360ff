// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

/**
 * The states of a session (RFC 1939 section 3).
 *
 * <pre>
 * GREETING --+OK--&gt; AUTHORIZATION --login--&gt; TRANSACTION --QUIT sent--&gt; UPDATE
 *     \                  |  QUIT sent              |                       |
 *      +-----------------+-------------------------+-----------------------+--&gt; CLOSED
 * </pre>
 */
public enum SessionState {
  /** Connected, waiting for the greeting. */
  GREETING,
  /** Not logged in. CAPA, STLS, the commands of authentication and QUIT are legal. */
  AUTHORIZATION,
  /** Logged in, the maildrop is locked. Everything but STLS and authentication is legal. */
  TRANSACTION,
  /** QUIT was sent; nothing else is. */
  UPDATE,
  /** The connection is closed or about to be. */
  CLOSED
}
