// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

/**
 * How the reply to a request is to be read. POP3 replies do not say it themselves: the answer to
 * {@code LIST} is multi-line, the answer to {@code LIST 3} is not.
 */
public enum ReplyShape {
  /** One status line. */
  SINGLE_LINE,

  /** One status line and, if it is positive, lines up to a line with a single dot. */
  MULTI_LINE,

  /** One line that is either a status line or a continuation, {@code +} (RFC 5034 section 4). */
  CONTINUATION,

  /**
   * One status line, behind which, if it is positive, the peer speaks TLS (RFC 2595 section 4). Any
   * octet that was received together with it is a protocol violation, and no request can be written
   * until it was read.
   */
  LAST_PLAINTEXT
}
