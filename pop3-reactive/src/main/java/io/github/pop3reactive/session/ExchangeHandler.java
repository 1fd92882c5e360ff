// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3CodecException;
import io.github.pop3reactive.codec.Pop3Goodbye;
import io.github.pop3reactive.codec.Pop3Request;
import io.github.pop3reactive.codec.Pop3Response;
import io.github.pop3reactive.session.Exchange.Phase;
import io.github.pop3reactive.session.Exchange.Placement;
import io.github.pop3reactive.tls.TlsHandlerFactory;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.EncoderException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The last handler: writes requests as far as the window allows, gives each reply to its exchange,
 * and lets the demand for the reply that is next decide whether the socket is read. All state
 * belongs to the event loop.
 */
final class ExchangeHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(ExchangeHandler.class);

  private final Channel channel;
  private final SessionOptions options;
  private final StlsUpgrade upgrade;
  private final SessionStatus status = new SessionStatus();
  private final ExchangeQueue queue;
  private final SessionDeadlines deadlines;
  private final FlushCoalescer flushes;
  private final GreetingExchange greeting;
  private final Sinks.Empty<Void> closed = Sinks.empty();
  private @Nullable Pop3Response goodbye;
  private @Nullable Pop3Exception closeReason;
  private boolean closingInOrder;

  /** Whether the server sent something that the deadlines have not been told of. */
  private boolean heard;

  ExchangeHandler(Channel channel, SessionOptions options, @Nullable TlsHandlerFactory tls) {
    this.channel = channel;
    this.options = options;
    this.upgrade = new StlsUpgrade(channel, tls);
    this.queue = new ExchangeQueue(options);
    this.deadlines = new SessionDeadlines(channel.eventLoop(), options, this::fail);
    this.flushes = new FlushCoalescer(channel, this::onWriteFailure);
    this.greeting = new GreetingExchange(this, options.greetingTimeout());
    queue.start(greeting);
    channel.closeFuture().addListener(future -> endedWithLoop());
  }

  SessionOptions options() {
    return options;
  }

  StlsUpgrade upgrade() {
    return upgrade;
  }

  SessionStatus status() {
    return status;
  }

  SessionObserver observer() {
    return queue.observer();
  }

  void observe(SessionObserver observer) {
    queue.observe(observer);
  }

  /**
   * Begins to read; the deadline of the greeting runs from here or from the end of the handshake.
   */
  Mono<Pop3Response> start(boolean secured) {
    return Mono.defer(
        () -> {
          boolean started =
              executeIfAlive(
                  () -> {
                    channel.config().setAutoRead(true);
                    if (!secured && closeReason == null) {
                      deadlines.update(queue.head(), true);
                    }
                  });
          return started ? greeting.sink().asMono() : Mono.error(Failures.noEventLoop(null));
        });
  }

  Mono<Void> onClose() {
    return closed.asMono();
  }

  Mono<Void> close() {
    return Mono.create(
        sink -> {
          boolean alive =
              executeIfAlive(
                  () -> {
                    if (closeReason == null) {
                      closingInOrder = true;
                      fail(null, Pop3ConnectionException.closedBy("the caller"));
                    }
                    channel.closeFuture().addListener(future -> sink.success());
                  });
          if (!alive) {
            sink.success();
          }
        });
  }

  /**
   * Runs the task on the event loop, now if this is it. Returns false if the loop has ended; it has
   * closed its channels then, and the task does not run.
   */
  boolean executeIfAlive(Runnable task) {
    if (channel.eventLoop().inEventLoop()) {
      task.run();
      return true;
    }
    try {
      channel.eventLoop().execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** Queues the exchange; from any thread. */
  void submit(Exchange exchange) {
    if (!executeIfAlive(() -> enqueue(exchange))) {
      exchange.onFailure(Failures.noEventLoop(exchange.command()));
    }
  }

  private void enqueue(Exchange exchange) {
    if (exchange.isCancelled()) {
      exchange.phase(Phase.DONE);
    } else if (closeReason != null) {
      exchange.phase(Phase.DONE);
      exchange.onFailure(Failures.lost(exchange.command(), false, closeReason));
    } else {
      queue.add(exchange);
      writePending();
      update(false);
    }
  }

  private void writePending() {
    Exchange next;
    while (closeReason == null
        && !closingInOrder
        && (next = queue.startNext(status.pipelining)) != null) {
      Pop3Request request = next.request();
      Throwable refusal = Failures.refusal(request, status, options);
      if (refusal != null) {
        queue.remove(next);
        next.onFailure(refusal);
      } else {
        next.written(queue.observer(), queue.inFlight());
        if (next.placement() == Placement.LAST) {
          status.state = SessionState.UPDATE;
        }
        write(next, request);
      }
    }
  }

  /** Writes a further line of an exchange whose last reply asked for one. */
  void writeWithin(Exchange exchange, Pop3Request request) {
    if (closeReason == null) {
      write(exchange, request);
      deadlines.restart(exchange);
    }
  }

  private void write(Exchange exchange, @Nullable Pop3Request request) {
    ChannelFuture write = channel.write(request);
    Throwable refusal = write.isDone() ? write.cause() : null;
    if (refusal == null) {
      flushes.written(write);
    } else if (!(refusal instanceof EncoderException)) {
      if (refusal instanceof Pop3CodecException && request == exchange.request()) {
        exchange.phase(Phase.PENDING);
      }
      onWriteFailure(refusal);
    } else if (request != exchange.request()) {
      fail(exchange, Failures.ofEncoder(exchange.command(), refusal));
    } else {
      queue.remove(exchange);
      exchange.onFailure(Failures.ofEncoder(exchange.command(), refusal));
    }
  }

  private void onWriteFailure(Throwable cause) {
    fail(
        null,
        goodbye == null ? Failures.lost(null, true, cause) : Failures.closedByServer(goodbye));
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    Exchange head = queue.head();
    if (closeReason != null || (head == null && !(msg instanceof Pop3Goodbye))) {
      ReferenceCountUtil.release(msg);
      return;
    }
    flushes.readBegan();
    try {
      if (msg instanceof Pop3Goodbye said) {
        goodbye = said.response();
      } else if (head != null && head.take(msg)) {
        queue.remove(head);
        if (closingInOrder) {
          fail(null, Pop3ConnectionException.closedBy("QUIT"));
        }
      }
    } catch (Pop3Exception e) {
      fail(head, e);
    }
    writePending();
    update(true);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    flushes.readEnded();
    update(false);
  }

  /** Brings reading and the deadline in line with the exchange that is next. */
  private void update(boolean activity) {
    if (closeReason != null) {
      return;
    }
    Exchange head = queue.head();
    boolean wantsRead = head == null || head.wantsRead();
    heard |= activity;
    if (!flushes.isReading()) {
      deadlines.update(head, heard);
      heard = false;
    }
    // Last, because some channels read within this call.
    if (channel.config().isAutoRead() != wantsRead) {
      channel.config().setAutoRead(wantsRead);
    }
  }

  void demandChanged(Exchange exchange) {
    if (exchange == queue.head()) {
      update(false);
    }
  }

  /**
   * Cancels the exchange, in one of the three ways that {@link Pop3Session} names; from any thread.
   */
  void cancel(Exchange exchange) {
    if (!executeIfAlive(() -> cancelNow(exchange))) {
      exchange.cancelled();
    }
  }

  private void cancelNow(Exchange exchange) {
    if (exchange.isCancelled()) {
      return;
    }
    exchange.cancelled();
    if (exchange.phase() == Phase.PENDING) {
      queue.remove(exchange);
    } else if (exchange.phase() == Phase.IN_FLIGHT) {
      boolean tooLong =
          exchange == queue.head() && exchange.remainingOctets() > options.drainOctets();
      if (exchange.placement() == Placement.ALONE || tooLong) {
        abandon(exchange);
      } else {
        update(false);
      }
    }
  }

  void abandon(Exchange exchange) {
    fail(
        exchange,
        new Pop3ConnectionException(
            exchange.command(), true, "cancelled and too long to drain: abandoned", null));
  }

  void greeted(Pop3Response response) {
    status.greeting = response;
    status.state = SessionState.AUTHORIZATION;
    queue.observer().greeted();
  }

  void loggedIn() {
    status.state = SessionState.TRANSACTION;
  }

  /** Takes note of the answer to QUIT, before anyone who hears of it closes the session. */
  void quit(Exchange answered) {
    closingInOrder = true;
    queue.remove(answered);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake && closeReason == null) {
      Exchange head = queue.head();
      if (!handshake.isSuccess()) {
        fail(head, TlsFailures.of(head, handshake.cause(), upgrade.peer(), options.tlsTimeout()));
        return;
      }
      status.encrypted = true;
      if (head instanceof StlsExchange stls) {
        status.learn(Capabilities.NONE);
        queue.remove(stls);
        stls.onSecured();
        writePending();
      }
      update(true);
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Exchange head = queue.head();
    fail(head, Failures.of(head, cause, goodbye));
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (closeReason == null) {
      fail(null, Failures.closedByServer(goodbye));
    }
    emitClosed();
    ctx.fireChannelInactive();
  }

  /** An event loop that is shut down may close a channel without telling its handlers. */
  private void endedWithLoop() {
    if (channel.eventLoop().isShuttingDown()) {
      fail(null, Failures.noEventLoop(null));
      emitClosed();
    }
  }

  private void emitClosed() {
    if (closingInOrder) {
      closed.tryEmitEmpty();
    } else if (closeReason != null) {
      closed.tryEmitError(closeReason);
    }
  }

  /**
   * Ends the session: the culprit gets the reason itself, all others that the connection is lost.
   */
  void fail(@Nullable Exchange culprit, Pop3Exception reason) {
    if (closeReason != null) {
      return;
    }
    closeReason = reason;
    status.state = SessionState.CLOSED;
    deadlines.stop();
    Exchange exchange;
    while ((exchange = queue.pollAny()) != null) {
      boolean sent = exchange.phase() == Phase.IN_FLIGHT;
      try {
        exchange.fail(
            exchange == culprit && !(reason instanceof Pop3ConnectionException)
                ? reason
                : Failures.lost(exchange.command(), sent, reason));
      } catch (RuntimeException e) {
        LOG.warn("a subscriber threw when it was told of an error", e);
      }
      exchange.phase(Phase.DONE);
    }
    channel.close();
  }
}
