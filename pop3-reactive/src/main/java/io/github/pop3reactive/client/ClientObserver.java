// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.session.SessionObserver;
import reactor.util.context.ContextView;

/**
 * Is told what becomes of the connections of a client; see {@link Pop3Client#observe}. What
 * implementations throw, and the observers that they return, is logged and dropped.
 */
@FunctionalInterface
public interface ClientObserver {
  /**
   * A connection is about to be made. One {@link Pop3Client#connect()} can take several.
   *
   * @param host the name or address as it was given to the client
   * @param context that of the subscriber
   * @return what is told of the connection; {@link SessionObserver#NONE} for nothing
   */
  SessionObserver connecting(String host, int port, ContextView context);
}
