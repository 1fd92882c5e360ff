// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The name that is asked for with SNI (RFC 6066 section 3). */
class ServerNameTest {

  /** Hears the name of a ClientHello; null if there is none. */
  private static final class Hearing extends AbstractSniHandler<Boolean> {
    private final List<String> names = new ArrayList<>();

    @Override
    protected Future<Boolean> lookup(ChannelHandlerContext ctx, String hostname) {
      names.add(hostname);
      return ctx.executor().newSucceededFuture(true);
    }

    @Override
    protected void onLookupComplete(
        ChannelHandlerContext ctx, String hostname, Future<Boolean> future) {}
  }

  @ParameterizedTest
  @CsvSource({
    "pop.gmail.com, pop.gmail.com",
    "xn--bcher-kva.example, xn--bcher-kva.example",
    "127.0.0.1, ",
    "::1, "
  })
  void isThatOfTheHostUnlessItIsAnAddress(String host, String expected) throws Exception {
    Hearing hearing = new Hearing();
    EmbeddedChannel server = new EmbeddedChannel(hearing);
    EmbeddedChannel client =
        new EmbeddedChannel(TlsOptions.DEFAULT.newHandler(ByteBufAllocator.DEFAULT, host, 995));
    for (Object hello = client.readOutbound(); hello != null; hello = client.readOutbound()) {
      server.writeInbound(hello);
    }
    assertThat(hearing.names).containsExactly(expected);
    client.finishAndReleaseAll();
    server.finishAndReleaseAll();
  }
}
