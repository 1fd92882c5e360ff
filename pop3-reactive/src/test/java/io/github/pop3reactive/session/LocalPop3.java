// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.sasl.SaslContext;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A server in this JVM without sockets, quick enough for very many runs, and sessions with it. Each
 * block of an answer arrives in one read.
 */
final class LocalPop3 implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int BLOCKS_AT_ONCE = 64;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(2, LocalIoHandler.newFactory());
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Channel server;

  /** Starts a server; {@code answers} gives the blocks for each line that is none of a login. */
  LocalPop3(Function<String, Iterator<String>> answers) {
    this(() -> answers);
  }

  /** Starts a server whose connections have answers of their own. */
  LocalPop3(Supplier<Function<String, Iterator<String>>> answers) {
    server =
        new ServerBootstrap()
            .group(group)
            .channel(LocalServerChannel.class)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(new LineBasedFrameDecoder(1024), new Responder(answers.get()));
                  }
                })
            .bind(LocalAddress.ANY)
            .syncUninterruptibly()
            .channel();
  }

  /** The lines received that are none of a login. */
  Queue<String> lines() {
    return lines;
  }

  /** Returns a session in TRANSACTION with a server that pipelines. */
  Pop3Session session(SessionOptions options) {
    AtomicReference<SessionChannel> installed = new AtomicReference<>();
    SessionOptions clear = options.mutate(o -> o.plaintextLogin(true));
    new Bootstrap()
        .group(group)
        .channel(LocalChannel.class)
        // Netty puts blocks that are shorter than this together.
        .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(4))
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                installed.set(
                    SessionChannel.install(channel, null, clear, null, SaslContext.UNKNOWN));
              }
            })
        .connect(server.localAddress())
        .syncUninterruptibly();
    Pop3Session session = installed.get().greeting().block(SOON);
    session.capa().then(session.login(Credentials.of("ann", "secret"))).block(SOON);
    return session;
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private final class Responder extends SimpleChannelInboundHandler<ByteBuf> {
    private final Function<String, Iterator<String>> answers;
    private final ArrayDeque<Iterator<String>> due = new ArrayDeque<>();

    Responder(Function<String, Iterator<String>> answers) {
      this.answers = answers;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      due.add(List.of("+OK ready\r\n").iterator());
      answer(ctx);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf frame) {
      String line = frame.toString(StandardCharsets.US_ASCII);
      if (line.equals("CAPA")) {
        due.add(List.of("+OK\r\nPIPELINING\r\n.\r\n").iterator());
      } else if (line.startsWith("USER") || line.startsWith("PASS")) {
        due.add(List.of("+OK\r\n").iterator());
      } else {
        lines.add(line);
        due.add(answers.apply(line));
      }
      if (due.size() == 1) {
        answer(ctx);
      }
    }

    private void answer(ChannelHandlerContext ctx) {
      if (!ctx.channel().isOpen()) {
        return;
      }
      int blocks = 0;
      while (!due.isEmpty() && blocks < BLOCKS_AT_ONCE) {
        if (due.element().hasNext()) {
          blocks++;
          byte[] octets = due.element().next().getBytes(StandardCharsets.US_ASCII);
          ctx.write(Unpooled.wrappedBuffer(octets));
        } else {
          due.remove();
        }
      }
      ctx.flush();
      if (!due.isEmpty()) {
        ctx.executor().schedule(() -> answer(ctx), 1, TimeUnit.MILLISECONDS);
      }
    }
  }
}
