// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Response;
import org.jspecify.annotations.Nullable;

/** Is told of the reply to one command, on the event loop; must not block. */
public interface CommandObserver {
  /** Takes no notice. */
  CommandObserver NONE = new CommandObserver() {};

  /** A status line was read; a login can have several, of which the last one decides. */
  default void responded(Pop3Response.Status status) {}

  /** A part of the body was read, of so many octets, dot-stuffing undone. */
  default void received(int octets) {}

  /**
   * The reply is complete, or there will be none. The last call, and there is one always.
   *
   * @param failure what ended the session before that; null if nothing did. Null without a call of
   *     {@link #responded} says that the command could not be sent
   */
  default void ended(@Nullable Throwable failure) {}
}
