// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

/** What {@link Pop3Session#header} does where the server refuses TOP. */
public enum TopFallback {
  /** Fails with the refusal. */
  NONE,

  /**
   * Retrieves the whole message (RETR) and drops what is behind its header. That takes the time of
   * the whole message; servers may mark it as read, or take it for consent to deletion at QUIT (RFC
   * 1939 section 8, EXPIRE 0).
   */
  RETR
}
