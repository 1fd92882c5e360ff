// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import reactor.core.publisher.Mono;

/** Takes in messages. */
@FunctionalInterface
public interface MessageHandler {

  /**
   * Takes in a message. Completion is the acknowledgement: what the handler wanted from the message
   * is safe, it may be deleted and will not come again. An error means that it comes again with the
   * next poll. A handler has to expect a message that it has seen before.
   *
   * <p>Called and subscribed to on any thread, event loops among them, for several messages at a
   * time; neither may block. The body belongs to the handler, see {@link IncomingMessage#body()}:
   *
   * <ul>
   *   <li>If the body fails, the message is not acknowledged, whatever the handler makes of it.
   *   <li>A handler that completes without having subscribed to the body acknowledges the message
   *       unread.
   *   <li>A handler that ends while its subscription to the body goes on breaks this contract; the
   *       message is not acknowledged and the session is ended.
   *   <li>While the body is not requested, the messages behind it wait. If the handler takes longer
   *       than the limit of {@link Ingestor#acknowledgeWithin} for its next step, it is cancelled.
   * </ul>
   *
   * <p>Cancel means that the message is not acknowledged; the handler should undo what it can.
   */
  Mono<Void> handle(IncomingMessage message);
}
