// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of a session: one for the reply that is next, one for the whole. A slow consumer is
 * not a slow server: within a body the first runs only while there is demand.
 */
final class SessionDeadlines {
  private final SessionOptions options;
  private final BiConsumer<@Nullable Exchange, Pop3Exception> whenPassed;
  private final Deadline reply;
  private final Deadline session;
  private @Nullable Exchange awaited;
  private boolean inBody;

  SessionDeadlines(
      EventLoop loop,
      SessionOptions options,
      BiConsumer<@Nullable Exchange, Pop3Exception> whenPassed) {
    this.options = options;
    this.whenPassed = whenPassed;
    this.reply = new Deadline(loop, this::replyIsLate);
    this.session = new Deadline(loop, this::sessionIsLate);
  }

  /**
   * Follows the exchange that is next.
   *
   * @param activity whether the server sent something
   */
  void update(@Nullable Exchange head, boolean activity) {
    if (!options.sessionTimeout().isZero() && !session.isSet()) {
      session.set(options.sessionTimeout());
    }
    boolean nowInBody = head != null && head.isInBody();
    boolean same = head == awaited && nowInBody == inBody;
    awaited = head;
    inBody = nowInBody;
    if (head == null
        || !head.wantsRead()
        || (head instanceof StlsExchange stls && stls.isHandshaking())) {
      reply.clear();
    } else if (!same || !reply.isSet() || (nowInBody && activity)) {
      restart(head);
    }
  }

  /** Lets the deadline of this exchange begin anew. */
  void restart(Exchange head) {
    reply.set(head.isInBody() ? options.silenceTimeout() : head.timeout());
  }

  void stop() {
    awaited = null;
    reply.stop();
    session.stop();
  }

  private void replyIsLate() {
    Exchange late = awaited;
    if (late == null) {
      return;
    }
    boolean silent = late.isInBody();
    String phase =
        silent ? "silence within the reply" : late.command() == null ? "the greeting" : "the reply";
    Duration timeout = silent ? options.silenceTimeout() : late.timeout();
    whenPassed.accept(
        late,
        new Pop3TimeoutException(late.command(), phase, timeout, late.isOvertaking() && !silent));
  }

  private void sessionIsLate() {
    whenPassed.accept(
        awaited, new Pop3TimeoutException(null, "the session", options.sessionTimeout()));
  }
}
