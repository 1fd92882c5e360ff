// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.netty.channel.Channel;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets connections to one server that are open at the same time resume TLS sessions.
 *
 * <p>The JDK's engine keeps one session, before JDK 24 with a single ticket, for each host and
 * port, and a ticket of TLS 1.3 serves once (RFC 8446 appendix C.4). Of many connections at once
 * nearly all would shake hands in full. So each of them goes by a port of its own in the cache of
 * sessions, a place, which the next connection takes over when it is closed. The engine uses the
 * port for nothing else.
 */
final class TlsTickets {
  private static final int PLACE_STEP = 1 << 16;

  /** All bits set, so that what is beyond begins anew. */
  private static final int MAX_PLACE = 0x3fff;

  private final ConcurrentLinkedDeque<Integer> free = new ConcurrentLinkedDeque<>();
  private final AtomicInteger places = new AtomicInteger();

  /** Returns the port to make an engine with, whose place is held until the channel is closed. */
  int portFor(SslContext context, Channel channel, int port) {
    if (!(context instanceof JdkSslContext)) {
      return port;
    }
    int place = take();
    channel.closeFuture().addListener(closed -> free.addFirst(place));
    return port + place * PLACE_STEP;
  }

  private int take() {
    Integer place = free.pollFirst();
    return place == null ? places.getAndIncrement() & MAX_PLACE : place;
  }
}
