// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.DisposableChannel;
import reactor.netty.tcp.TcpClient;
import reactor.netty.transport.ProxyProvider;

/** Opens the connections of one server, by its {@link Route}. */
final class Dialer {
  /** Recommended by RFC 8305 section 8. */
  private static final Duration STAGGER = Duration.ofMillis(250);

  /** Netty's own limit is 64 KiB; twice that halves the system calls of a large message. */
  private static final RecvByteBufAllocator READS =
      new AdaptiveRecvByteBufAllocator(64, 2048, 128 * 1024);

  private final TcpClient client;
  private final boolean proxied;
  private final boolean resolves;

  /**
   * Makes a dialer.
   *
   * @param install puts the handlers of the session into the pipeline of a new channel
   */
  Dialer(Pop3ClientConfig config, Consumer<Channel> install) {
    Route route = config.connecting().route();
    String host = Objects.requireNonNullElse(route.target(), config.host());
    SocketAddress address = InetSocketAddress.createUnresolved(host, config.port());
    boolean local = route.domainSocket() != null;
    ProxyProvider proxy =
        !local && route.proxy() != null && route.proxy().shouldProxy(address)
            ? route.proxy()
            : null;
    this.proxied = proxy != null;
    boolean literal = NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
    this.resolves = !local && !proxied && !literal;
    TcpClient plain =
        TcpClient.newConnection()
            .option(ChannelOption.RECVBUF_ALLOCATOR, READS)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                Math.toIntExact(config.options().connectTimeout().toMillis()));
    TcpClient placed = config.loops() == null ? plain : plain.runOn(config.loops());
    this.client = addressed(placed, route, proxy, host, config.port(), install);
  }

  private static TcpClient addressed(
      TcpClient placed,
      Route route,
      @Nullable ProxyProvider proxy,
      String host,
      int port,
      Consumer<Channel> install) {
    TcpClient made =
        placed.doOnChannelInit((observer, channel, address) -> install.accept(channel));
    if (route.domainSocket() != null) {
      DomainSocketAddress socket = new DomainSocketAddress(route.domainSocket().toString());
      return made.remoteAddress(() -> socket);
    }
    made = made.host(host).port(port);
    if (route.localAddress() != null) {
      made = made.bindAddress(route::localAddress);
    }
    if (proxy != null) {
      SocketAddress unresolved = InetSocketAddress.createUnresolved(host, port);
      return made.resolver(NoopAddressResolverGroup.INSTANCE)
          .remoteAddress(() -> unresolved)
          .doOnChannelInit((observer, channel, to) -> proxy.addProxyHandler(channel));
    }
    return route.resolver() == null ? made : made.resolver(route.resolver());
  }

  /** Connects with each subscription. The channel has the handlers, and TLS may have begun. */
  Mono<Connection> connect() {
    if (resolves) {
      return AddressRace.of(this::attempt, DisposableChannel::dispose, STAGGER);
    }
    return proxied ? open(client).flatMap(Dialer::tunnelled) : open(client);
  }

  private Mono<Connection> attempt(@Nullable SocketAddress address, AddressRace<Connection> race) {
    return open(
        address == null
            ? client.resolvedAddressesSelector((config, resolved) -> race.choose(resolved))
            : client.remoteAddress(() -> address));
  }

  private static Mono<Connection> open(TcpClient to) {
    return Mono.create(
        sink -> {
          ConnectSubscriber subscriber = new ConnectSubscriber(sink);
          sink.onCancel(subscriber);
          to.connect().subscribe(subscriber);
        });
  }

  /**
   * Waits for the proxy, which reactor-netty does not: a channel to it is active before the proxy
   * was asked for anything, and holds back what is written.
   */
  private static Mono<Connection> tunnelled(Connection connection) {
    return Mono.create(
        sink -> {
          sink.onCancel(connection);
          connection
              .channel()
              .pipeline()
              .get(ProxyHandler.class)
              .connectFuture()
              .addListener(
                  connected -> {
                    Throwable cause = connected.cause();
                    if (cause == null) {
                      sink.success(connection);
                    } else {
                      connection.dispose();
                      sink.error(cause);
                    }
                  });
        });
  }
}
