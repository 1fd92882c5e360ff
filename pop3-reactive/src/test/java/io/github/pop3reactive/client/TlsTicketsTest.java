// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.test.tls.EmbeddedWire;
import io.github.pop3reactive.test.tls.TestCa;
import io.github.pop3reactive.test.tls.TestCertificate;
import io.github.pop3reactive.tls.TlsOptions;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sessions of TLS 1.3 that are open at the same time, with the JDK's engine on both sides. */
class TlsTicketsTest {
  private static final int AT_ONCE = 16;
  private static final int PORT = 995;
  private static final TestCa CA = new TestCa();

  private final TlsTickets tickets = new TlsTickets();
  private final TlsOptions options = TlsOptions.DEFAULT.trust(CA.certificate());
  private final SslContext server = server();

  private static SslContext server() {
    TestCertificate certificate = CA.good();
    try {
      return SslContextBuilder.forServer(certificate.privateKey(), certificate.chain())
          .protocols("TLSv1.3")
          .build();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private EmbeddedWire open() throws Exception {
    return open(tickets);
  }

  private EmbeddedWire open(TlsTickets tickets) throws Exception {
    EmbeddedChannel near = new EmbeddedChannel();
    int port = tickets.portFor(options.sslContext(), near, PORT);
    SslHandler client = options.newHandler(near.alloc(), "localhost", port);
    EmbeddedChannel far = new EmbeddedChannel(server.newHandler(near.alloc()));
    near.pipeline().addLast(client);
    EmbeddedWire wire = new EmbeddedWire(near, far);
    wire.carry();
    assertThat(client.handshakeFuture().isSuccess()).isTrue();
    return wire;
  }

  private long resumedOfManyAtOnce() throws Exception {
    List<EmbeddedWire> all = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      all.add(open());
    }
    all.forEach(EmbeddedWire::close);
    return all.stream().filter(wire -> wire.serverHello().resumed()).count();
  }

  @Test
  void resumesAllThatAreOpenAtTheSameTime() throws Exception {
    assertThat(resumedOfManyAtOnce()).isZero();
    assertThat(resumedOfManyAtOnce()).isEqualTo(AT_ONCE);
    assertThat(resumedOfManyAtOnce()).isEqualTo(AT_ONCE);
  }

  /** As behind the places of a server being dropped while connections are open. */
  @Test
  void sharesPlacesWithoutHarm() throws Exception {
    open().close();
    for (int i = 0; i < 3; i++) {
      EmbeddedWire one = open();
      EmbeddedWire other = open(new TlsTickets());
      assertThat(List.of(one, other)).anyMatch(wire -> wire.serverHello().resumed());
      assertThat(one.carryText("CAPA")).isEqualTo("CAPA");
      assertThat(other.carryText("NOOP")).isEqualTo("NOOP");
      one.close();
      assertThat(other.carryText("QUIT")).isEqualTo("QUIT");
      other.close();
    }
  }

  @Test
  void givesTheRealPortFirstAndEachPlaceToOneChannelAtATime() throws Exception {
    List<EmbeddedChannel> channels =
        IntStream.range(0, 3).mapToObj(i -> new EmbeddedChannel()).toList();
    List<Integer> ports = new ArrayList<>();
    for (EmbeddedChannel channel : channels) {
      ports.add(tickets.portFor(options.sslContext(), channel, PORT));
    }
    assertThat(ports).startsWith(PORT).doesNotHaveDuplicates();
    assertThat(ports).allSatisfy(port -> assertThat(port & 0xffff).isEqualTo(PORT));
    channels.get(1).close();
    EmbeddedChannel next = new EmbeddedChannel();
    assertThat(tickets.portFor(options.sslContext(), next, PORT)).isEqualTo(ports.get(1));
    next.close();
    channels.forEach(EmbeddedChannel::close);
  }
}
