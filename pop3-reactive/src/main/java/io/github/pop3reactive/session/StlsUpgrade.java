// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.tls.TlsHandlerFactory;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Puts TLS under a conversation that has begun in clear. */
record StlsUpgrade(Channel channel, @Nullable TlsHandlerFactory tls) {

  private static final int PORT_BITS = 0xffff;

  /** Returns the TLS session of the connection, or null if it is in clear or closed. */
  @Nullable SSLSession session() {
    return channel.pipeline().get(SessionChannel.SSL) instanceof SslHandler handler
        ? handler.engine().getSession()
        : null;
  }

  /**
   * Returns the host and port that TLS is to be made with, for messages. What an engine has beyond
   * the 16 bits of a port tells connections to one server apart.
   */
  String peer() {
    return channel.pipeline().get(SessionChannel.SSL) instanceof SslHandler handler
        ? handler.engine().getPeerHost() + ":" + (handler.engine().getPeerPort() & PORT_BITS)
        : "the server";
  }

  /**
   * Begins the handshake, of which the pipeline is told by an event. To be called while the
   * server's answer is read, so that what follows it on the wire is taken for TLS.
   */
  void start() {
    if (tls == null) {
      throw new Pop3TlsException(Pop3Command.STLS, "no settings for TLS", null);
    }
    try {
      channel
          .pipeline()
          .addBefore(SessionChannel.LINE, SessionChannel.SSL, tls.newHandler(channel));
    } catch (IOException e) {
      throw new Pop3TlsException(Pop3Command.STLS, "no settings for TLS", e);
    }
  }
}
