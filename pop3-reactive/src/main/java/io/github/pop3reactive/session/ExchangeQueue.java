// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.session.Exchange.Phase;
import io.github.pop3reactive.session.Exchange.Placement;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges that wait to be written and those whose replies are due, in the order of the wire.
 */
final class ExchangeQueue {
  private final ArrayDeque<Exchange> pending = new ArrayDeque<>(2);
  private final ArrayDeque<Exchange> inFlight = new ArrayDeque<>(2);
  private final int maxWindow;
  private final long maxOctets;
  private long expectedOctets;

  /** Whether nothing is to be written until half of the window is free, which makes few writes. */
  private boolean full;

  private SessionObserver observer = SessionObserver.NONE;

  ExchangeQueue(SessionOptions options) {
    this.maxWindow = options.pipeliningWindow();
    this.maxOctets = options.pipeliningOctets();
  }

  SessionObserver observer() {
    return observer;
  }

  void observe(SessionObserver value) {
    observer = value;
  }

  /** Returns how many replies are due or not yet complete. */
  int inFlight() {
    Exchange head = inFlight.peek();
    return inFlight.size() - (head != null && head.isOver() ? 1 : 0);
  }

  /** Returns the exchange whose reply is next. */
  @Nullable Exchange head() {
    return inFlight.peek();
  }

  void add(Exchange exchange) {
    exchange.phase(Phase.PENDING);
    pending.add(exchange);
  }

  /** Moves the next exchange that may be written now to those in flight. */
  @Nullable Exchange startNext(boolean pipelining) {
    Exchange next = pending.peek();
    if (next == null || !mayStart(next, pipelining ? maxWindow : 1)) {
      return null;
    }
    pending.remove();
    start(next);
    return next;
  }

  void start(Exchange exchange) {
    exchange.phase(Phase.IN_FLIGHT);
    exchange.overtaking(!inFlight.isEmpty());
    expectedOctets += exchange.expectedOctets();
    inFlight.add(exchange);
  }

  private boolean mayStart(Exchange next, int window) {
    Exchange last = inFlight.peekLast();
    if (last == null) {
      return true;
    }
    if (last.placement() != Placement.PIPELINED || next.placement() == Placement.ALONE) {
      return false;
    }
    int mostInFlight = full ? window / 2 : window - 1;
    long mostOctets = full ? maxOctets / 2 : maxOctets;
    boolean room =
        inFlight.size() <= mostInFlight
            && expectedOctets <= mostOctets
            && next.expectedOctets() <= maxOctets - expectedOctets;
    full = !room;
    return room;
  }

  /** Takes out an exchange that is done with, wherever it is. */
  void remove(Exchange exchange) {
    if (exchange.phase() == Phase.PENDING) {
      pending.remove(exchange);
    } else if (exchange.phase() == Phase.IN_FLIGHT
        && (inFlight.peek() == exchange ? inFlight.poll() != null : inFlight.remove(exchange))) {
      expectedOctets -= exchange.expectedOctets();
      exchange.ended();
    }
    exchange.phase(Phase.DONE);
  }

  /**
   * Takes out the next of all exchanges, those in flight first; its phase still says where it was.
   */
  @Nullable Exchange pollAny() {
    Exchange exchange = inFlight.poll();
    return exchange == null ? pending.poll() : exchange;
  }
}
