// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.LastPop3Content;
import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.codec.Pop3Content;
import io.github.pop3reactive.codec.Pop3Request;
import io.github.pop3reactive.codec.Pop3Response;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * One command and what becomes of its reply. All methods are called on the event loop. An exchange
 * knows how to read its reply; when it is written and whether there is reading at all is up to
 * {@link ExchangeHandler}.
 */
abstract class Exchange {
  private static final long STATUS_LINE_OCTETS = 64;

  /** Where an exchange is. */
  enum Phase {
    NEW,
    PENDING,
    IN_FLIGHT,
    DONE
  }

  /** What may be on its way together with the exchange. */
  enum Placement {
    /** Anything. */
    PIPELINED,
    /** Nothing behind it. */
    LAST,
    /** Nothing at all. */
    ALONE
  }

  private final @Nullable Pop3Request request;
  private Phase phase = Phase.NEW;
  private boolean cancelled;
  private boolean overtaking;
  private boolean over;
  private CommandObserver observer = CommandObserver.NONE;

  /** Makes an exchange for this request, or without one for the greeting. */
  Exchange(@Nullable Pop3Request request) {
    this.request = request;
  }

  final @Nullable Pop3Request request() {
    return request;
  }

  final @Nullable Pop3Command command() {
    return request == null ? null : request.command();
  }

  final Phase phase() {
    return phase;
  }

  final void phase(Phase next) {
    phase = next;
  }

  /** Returns whether the request was written while another reply was due. */
  final boolean isOvertaking() {
    return overtaking;
  }

  final void overtaking(boolean value) {
    overtaking = value;
  }

  final boolean isCancelled() {
    return cancelled;
  }

  /** Notes that nobody waits for the result any more. */
  void cancelled() {
    cancelled = true;
  }

  Placement placement() {
    return Placement.PIPELINED;
  }

  /** Returns about how many octets the reply will have. */
  long expectedOctets() {
    return STATUS_LINE_OCTETS;
  }

  /** Returns about how many octets of the reply are still to come. */
  long remainingOctets() {
    return 0;
  }

  /** Returns how long the reply, or the first line of a multi-line one, may take. */
  abstract Duration timeout();

  /** Returns whether the first line was read and content is to come. */
  boolean isInBody() {
    return false;
  }

  /** Returns whether more of the reply can be taken now. */
  boolean wantsRead() {
    return true;
  }

  /** Returns the context of whom the result is for. */
  ContextView context() {
    return Context.empty();
  }

  /** Notes that the request was written. */
  final void written(SessionObserver session, int inFlight) {
    Pop3Command command = command();
    if (session != SessionObserver.NONE && command != null) {
      observer = session.command(command, inFlight, context());
    }
  }

  /** Returns whether nothing of the reply is to come. */
  final boolean isOver() {
    return over;
  }

  /** Notes, before anyone acts on it, that the reply is complete or was not asked for after all. */
  final void ended() {
    ended(null);
  }

  private void ended(@Nullable Throwable cause) {
    if (!over) {
      over = true;
      observer.ended(cause);
    }
  }

  /** Ends the exchange together with its session. */
  final void fail(Throwable cause) {
    ended(cause);
    onFailure(cause);
  }

  /** Takes a part of the reply, content to own; returns whether it was the last. */
  final boolean take(Object part) {
    if (part instanceof Pop3Response response) {
      observer.responded(response.status());
      return onResponse(response);
    }
    boolean last = part instanceof LastPop3Content;
    ByteBuf content = ((Pop3Content) part).content();
    observer.received(content.readableBytes());
    if (last) {
      ended();
    }
    onContent(content, last);
    return last;
  }

  /**
   * Takes a status line.
   *
   * @return whether that was the whole reply
   * @throws Pop3Exception if the session cannot go on
   */
  abstract boolean onResponse(Pop3Response response);

  /**
   * Takes content, which it then owns.
   *
   * @throws Pop3Exception if the session cannot go on
   */
  void onContent(ByteBuf content, boolean last) {
    content.release();
    throw new IllegalStateException("content behind a single-line reply");
  }

  /** Takes the end of an exchange that has not come to its own. */
  abstract void onFailure(Throwable cause);
}
