// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import java.util.Set;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;

/** Brings along what checks the server's key, right behind itself. */
final class PinningSslHandler extends SslHandler {
  private final Set<String> pins;

  PinningSslHandler(SSLEngine engine, Executor tasks, Set<String> pins) {
    super(engine, tasks);
    this.pins = pins;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    ctx.pipeline().addAfter(ctx.name(), null, new PinnedKeys(this, pins));
    super.handlerAdded(ctx);
  }
}
