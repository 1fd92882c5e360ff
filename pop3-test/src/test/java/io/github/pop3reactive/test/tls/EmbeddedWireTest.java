// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EmbeddedWireTest {
  private static final TestCa CA = new TestCa();

  @Test
  void carriesAHandshakeAndWhatFollows() throws Exception {
    SslHandler near =
        SslContextBuilder.forClient()
            .trustManager(CA.certificate())
            .build()
            .newHandler(ByteBufAllocator.DEFAULT, "localhost", 995);
    TestCertificate certificate = CA.good();
    SslHandler far =
        SslContextBuilder.forServer(certificate.privateKey(), certificate.chain())
            .protocols("TLSv1.3")
            .build()
            .newHandler(ByteBufAllocator.DEFAULT);
    EmbeddedChannel client = new EmbeddedChannel(near);
    EmbeddedChannel server = new EmbeddedChannel(far);
    EmbeddedWire wire = new EmbeddedWire(client, server);
    try (wire) {
      assertThat(near.handshakeFuture().isDone()).isFalse();
      wire.carry();
      assertThat(near.handshakeFuture().isSuccess()).isTrue();
      assertThat(far.handshakeFuture().isSuccess()).isTrue();

      client.writeOutbound(Unpooled.copiedBuffer("CAPA\r\n", StandardCharsets.US_ASCII));
      wire.carry();
      ByteBuf arrived = server.readInbound();
      assertThat(arrived.toString(StandardCharsets.US_ASCII)).isEqualTo("CAPA\r\n");
      arrived.release();
    }
    assertThat(wire.serverHello().resumed()).isFalse();
  }

  @Test
  void hasNoServerHelloUnlessTheServerSentOne() {
    EmbeddedChannel server = new EmbeddedChannel();
    try (EmbeddedWire wire = new EmbeddedWire(new EmbeddedChannel(), server)) {
      server.writeOutbound(Unpooled.copiedBuffer("+OK in clear\r\n", StandardCharsets.US_ASCII));
      wire.carry();
      assertThatThrownBy(wire::serverHello).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
