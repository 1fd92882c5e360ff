// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Serves maildrops on 127.0.0.1 with the replies delayed or not, in clear or over TLS. */
public final class CannedServer implements AutoCloseable {
  private static final WriteBufferWaterMark WATER_MARKS =
      new WriteBufferWaterMark(1 << 20, 4 << 20);

  private static final WriteBufferWaterMark TLS_WATER_MARKS =
      new WriteBufferWaterMark(128 << 10, 512 << 10);

  /** What a port offers. */
  public enum Security {
    /** No TLS. */
    PLAIN,
    /** TLS whose sessions can be resumed. */
    TLS,
    /** TLS without a cache and without tickets. */
    TLS_FULL
  }

  private final Map<String, Maildrop> maildrops;
  private final ServerCounters counters = new ServerCounters();
  private final ServerCertificate certificate;
  private final ServerTls resuming;
  private final ServerTls full;
  private final EventLoopGroup group;

  /** Makes a server with so many event loops. */
  public CannedServer(Map<String, Maildrop> maildrops, int threads)
      throws GeneralSecurityException, IOException {
    this.maildrops = maildrops;
    this.certificate = ServerCertificate.create();
    this.resuming = new ServerTls(certificate, true);
    this.full = new ServerTls(certificate, false);
    IoHandlerFactory io =
        Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    this.group = new MultiThreadIoEventLoopGroup(threads, io);
  }

  /** Listens on a free port and returns it. */
  public int listen(Security security, Duration delay) {
    boolean tls = security != Security.PLAIN;
    Class<? extends ServerChannel> type =
        Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    Channel channel =
        new ServerBootstrap()
            .group(group)
            .channel(type)
            .option(ChannelOption.SO_BACKLOG, 4096)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, tls ? TLS_WATER_MARKS : WATER_MARKS)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel child) {
                    if (tls) {
                      secure(child, security == Security.TLS ? resuming : full);
                    }
                    child
                        .pipeline()
                        .addLast(
                            new CannedSession(
                                new CannedCommands(maildrops), counters, delay.toNanos(), tls));
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  private void secure(Channel child, ServerTls tls) {
    HandshakeWatch watch = new HandshakeWatch();
    SslHandler ssl = tls.newHandler(child.alloc());
    child.pipeline().addLast(watch, ssl);
    ssl.handshakeFuture()
        .addListener(
            future -> {
              if (future.isSuccess()) {
                counters.handshakes.increment();
                if (watch.kind() == ServerFlight.Kind.RESUMED) {
                  counters.resumed.increment();
                }
              }
            });
  }

  /** Returns what was counted. */
  public ServerCounters counters() {
    return counters;
  }

  /** Writes the certificate for clients to trust. */
  public void writeCertificate(Path file) throws IOException {
    certificate.writeTo(file);
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
