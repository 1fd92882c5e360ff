// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.session.Pop3Session;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;

/** What sessions hold. */
@Timeout(60)
class FootprintTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private EventLoopGroup group;
  private Pop3Client client;

  /** Says yes to everything. */
  @Sharable
  private static final class Yes extends SimpleChannelInboundHandler<ByteBuf> {
    private static final byte[] OK = "+OK\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CAPABILITIES =
        "+OK\r\nPIPELINING\r\n.\r\n".getBytes(StandardCharsets.US_ASCII);

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      ctx.writeAndFlush(Unpooled.wrappedBuffer(OK));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf line) {
      boolean capa = line.toString(StandardCharsets.US_ASCII).equals("CAPA");
      ctx.write(Unpooled.wrappedBuffer(capa ? CAPABILITIES : OK));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      ctx.flush();
    }
  }

  @BeforeEach
  void startTheServer() {
    group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    Yes yes = new Yes();
    Channel server =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new LineBasedFrameDecoder(512), yes);
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
    client = Ann.inClear(((InetSocketAddress) server.localAddress()).getPort());
  }

  @AfterEach
  void stopTheServer() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private static long usedHeap() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void noops(Pop3Session session, int count) {
    Flux.range(0, count).flatMap(i -> session.noop(), 64).blockLast(SOON);
  }

  @Test
  void holdsNothingForCommandsThatWereAnswered() {
    Pop3Session session = client.connect().block(SOON);
    noops(session, 10_000);
    long before = usedHeap();
    noops(session, 100_000);
    assertThat(usedHeap() - before).isLessThan(512 * 1024);
    session.quit().block(SOON);
  }

  @Test
  void holdsLittleForSessionsThatAreIdle() {
    List<Pop3Session> few = connect(50);
    long before = usedHeap();
    List<Pop3Session> many = connect(1_000);
    assertThat((usedHeap() - before) / many.size())
        .as("octets of heap for a session, the server's half of it included")
        .isLessThan(32 * 1024);
    Flux.merge(Flux.fromIterable(few), Flux.fromIterable(many))
        .flatMap(Pop3Session::close)
        .blockLast(SOON);
    assertThat(few.get(0).state()).isEqualTo(many.get(0).state());
  }

  private List<Pop3Session> connect(int count) {
    return Flux.range(0, count).flatMap(i -> client.connect(), 50).collectList().block(SOON);
  }
}
