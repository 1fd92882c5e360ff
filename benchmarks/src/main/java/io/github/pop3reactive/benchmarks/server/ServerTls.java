// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.server;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.internal.tcnative.SSL;
import javax.net.ssl.SSLException;

/** TLS of the server, with sessions that can be resumed or with none. */
final class ServerTls {
  /** The JDK sends no ticket if sessions live longer than the seven days of RFC 8446. */
  private static final int TOO_LONG_SECONDS = 8 * 24 * 60 * 60;

  private final SslContext context;
  private final boolean resumption;

  ServerTls(ServerCertificate certificate, boolean resumption) throws SSLException {
    this.resumption = resumption;
    this.context =
        SslContextBuilder.forServer(certificate.key(), certificate.certificate())
            .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
            .protocols("TLSv1.3", "TLSv1.2")
            .build();
    if (!resumption) {
      if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
        sessions.setSessionCacheEnabled(false);
      } else {
        context.sessionContext().setSessionTimeout(TOO_LONG_SECONDS);
      }
    }
  }

  SslHandler newHandler(ByteBufAllocator allocator) {
    SslHandler handler = context.newHandler(allocator);
    if (!resumption) {
      forget(handler);
    }
    return handler;
  }

  private static void forget(SslHandler handler) {
    if (handler.engine() instanceof ReferenceCountedOpenSslEngine engine) {
      SSL.setOptions(engine.sslPointer(), SSL.SSL_OP_NO_TICKET);
    } else {
      handler.handshakeFuture().addListener(done -> handler.engine().getSession().invalidate());
    }
  }
}
