// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

/**
 * What of the protocol a server may break without the connection being closed. None of it is
 * harmless, so none is on by default: turn it on for a server that is known to need it.
 */
public enum Leniency {
  /**
   * A line may end with LF alone, and is taken for ended with CRLF; contents have CRLF then. The
   * author of a message can end it wherever a server passes on the LFs in it: {@code LF . LF} is an
   * end, and what follows it a reply.
   */
  BARE_LF,

  /** One blank line may stand before a status line that is due. */
  BLANK_LINE_BEFORE_STATUS
}
