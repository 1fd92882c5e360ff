// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.tls;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;

/** Makes the handler that secures one connection to a certain host. */
@FunctionalInterface
public interface TlsHandlerFactory {

  /**
   * Returns a new handler for this channel, of the client's side, with the host's name for SNI and
   * for the verification of the certificate, and with the deadline for the handshake set.
   *
   * @throws IOException if TLS is not to be had
   */
  SslHandler newHandler(Channel channel) throws IOException;
}
