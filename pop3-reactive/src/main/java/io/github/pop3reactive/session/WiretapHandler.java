// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.LastPop3Content;
import io.github.pop3reactive.codec.Pop3Content;
import io.github.pop3reactive.codec.Pop3Goodbye;
import io.github.pop3reactive.codec.Pop3Request;
import io.github.pop3reactive.codec.Pop3Response;
import io.github.pop3reactive.session.WireEvent.Source;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands behind the codec and tells what passes, as {@link WireEvent} says. It relies on nothing
 * being pipelined with a login.
 */
final class WiretapHandler extends ChannelDuplexHandler {
  private static final Logger LOG = LoggerFactory.getLogger(WiretapHandler.class);

  private final Consumer<? super WireEvent> tap;

  /** Whether what the server says may repeat a secret. */
  private boolean afterSecret;

  private boolean inBody;
  private long bodyOctets;

  WiretapHandler(Consumer<? super WireEvent> tap) {
    this.tap = tap;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    tell(ctx, Source.CONNECTION, "connected " + ctx.channel());
    ctx.fireChannelActive();
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
    if (!(msg instanceof Pop3Request request)) {
      ctx.write(msg, promise);
      return;
    }
    afterSecret = Redaction.isSecret(request);
    ctx.write(msg, promise);
    boolean refused = promise.isDone() && !promise.isSuccess();
    tell(ctx, Source.CLIENT, Redaction.shown(request) + (refused ? " (not sent)" : ""));
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    if (msg instanceof Pop3Response response) {
      tell(ctx, Source.SERVER, Redaction.shown(response, afterSecret));
    } else if (msg instanceof Pop3Goodbye goodbye) {
      tell(ctx, Source.SERVER, Redaction.shown(goodbye.response(), afterSecret) + " (unasked)");
    } else if (msg instanceof Pop3Content content) {
      inBody = true;
      bodyOctets += content.content().readableBytes();
      if (msg instanceof LastPop3Content) {
        bodyEnded(ctx, "(body of " + bodyOctets + " octets)");
      }
    }
    ctx.fireChannelRead(msg);
  }

  private void bodyEnded(ChannelHandlerContext ctx, String text) {
    tell(ctx, Source.SERVER, text);
    inBody = false;
    bodyOctets = 0;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      tell(ctx, Source.CONNECTION, handshake.isSuccess() ? "secured" : "TLS handshake failed");
    }
    ctx.fireUserEventTriggered(event);
  }

  /** Names the kind of failure only: its message may hold what the server said. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    tell(ctx, Source.CONNECTION, "failed: " + cause.getClass().getSimpleName());
    ctx.fireExceptionCaught(cause);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (inBody) {
      bodyEnded(ctx, "(cut body, " + bodyOctets + " octets of it)");
    }
    tell(ctx, Source.CONNECTION, "closed");
    ctx.fireChannelInactive();
  }

  private void tell(ChannelHandlerContext ctx, Source source, String text) {
    try {
      tap.accept(new WireEvent(ctx.channel().id().asShortText(), source, text));
    } catch (RuntimeException e) {
      LOG.warn("a wiretap threw", e);
    }
  }
}
