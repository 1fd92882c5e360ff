// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Command;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * Is told what becomes of one connection and the session on it. Methods are called on the event
 * loop, one after the other, but for {@link #ended} of a connection that was not made and for
 * {@link #loginEnded}; they must not block.
 */
public interface SessionObserver {
  /** Takes no notice. */
  SessionObserver NONE = new SessionObserver() {};

  /** The server has sent a positive greeting. */
  default void greeted() {}

  /**
   * A command is written. USER and the PASS behind it are one command, and so is AUTH with all that
   * is said within it.
   *
   * @param inFlight how many commands have no complete reply yet, this one included
   * @param context that of whom the result is for
   * @return what is told of the reply
   */
  default CommandObserver command(Pop3Command command, int inFlight, ContextView context) {
    return CommandObserver.NONE;
  }

  /**
   * A call of {@link Pop3Session#login}, {@link Pop3Session#authenticate} or {@link
   * Pop3Session#apop} has ended. Not told if it was cancelled.
   *
   * @param time from the subscription on, the wait for the credentials included
   * @param failure null if the server accepts the login
   */
  default void loginEnded(Duration time, @Nullable Throwable failure) {}

  /**
   * The connection is closed, or could not be made. The last call, and there is one always.
   *
   * @param reason null if it was closed by QUIT or by the caller
   */
  default void ended(@Nullable Throwable reason) {}
}
