// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.codec.Pop3Request;
import io.github.pop3reactive.codec.Pop3Response;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

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
