// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The two reference points: a handler on bare Netty and nothing else. */
final class NettyContestant implements Contestant {
  private static final long MINUTES = 5;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          Runtime.getRuntime().availableProcessors(),
          Epoll.isAvailable() ? EpollIoHandler.newFactory() : newNio());
  private final String settings;
  private final Function<Job, Function<Tally, ReferenceHandler>> handlers;
  private @Nullable SslContext context;

  NettyContestant(String settings, Function<Job, Function<Tally, ReferenceHandler>> handlers) {
    this.settings = settings;
    this.handlers = handlers;
  }

  private static IoHandlerFactory newNio() {
    return NioIoHandler.newFactory();
  }

  @Override
  public String settings() {
    return settings
        + "; Netty with "
        + (Epoll.isAvailable() ? "epoll" : "NIO")
        + "; TLS "
        + (OpenSsl.isAvailable() ? "BoringSSL" : "JDK");
  }

  @Override
  public void run(Job job, Tally tally) throws Exception {
    prepare(job);
    new Sessions(job, tally).run();
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  @Override
  public AutoCloseable hold(Job job, int sessions) throws Exception {
    prepare(job);
    LeastScript script = LeastScript.of(job);
    Semaphore atOnce = new Semaphore(job.concurrency());
    List<Channel> channels = new ArrayList<>(sessions);
    for (int i = 0; i < sessions; i++) {
      acquire(atOnce, 1);
      channels.add(connect(job, new LeastHandler(script, new Tally(), atOnce::release)));
    }
    acquire(atOnce, job.concurrency());
    return () -> {
      for (Channel channel : channels) {
        channel.close().sync();
      }
    };
  }

  private static void acquire(Semaphore atOnce, int permits) throws InterruptedException {
    if (!atOnce.tryAcquire(permits, MINUTES, TimeUnit.MINUTES)) {
      throw new IllegalStateException("a session was cut short");
    }
  }

  private void prepare(Job job) throws SSLException {
    if (job.tls() && context == null) {
      context = SslContextBuilder.forClient().trustManager(job.trust().toFile()).build();
    }
  }

  private Channel connect(Job job, ReferenceHandler handler) {
    return new Bootstrap()
        .group(group)
        .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel child) throws SSLException {
                if (context != null && job.tls()) {
                  child.pipeline().addLast(context.newHandler(child.alloc(), Job.HOST, job.port()));
                }
                child.pipeline().addLast(handler);
              }
            })
        .connect(Job.HOST, job.port())
        .channel();
  }

  /** Keeps as many sessions going as the job wants at once. */
  private final class Sessions {
    private final Job job;
    private final Tally tally;
    private final Function<Tally, ReferenceHandler> ofJob;
    private final AtomicInteger toStart;
    private final AtomicInteger toEnd;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Sessions(Job job, Tally tally) {
      this.job = job;
      this.tally = tally;
      this.ofJob = handlers.apply(job);
      this.toStart = new AtomicInteger(job.mailboxes());
      this.toEnd = new AtomicInteger(job.mailboxes());
    }

    void run() throws Exception {
      for (int i = 0; i < job.concurrency(); i++) {
        startNext();
      }
      done.get(MINUTES, TimeUnit.MINUTES);
    }

    private void startNext() {
      if (toStart.getAndDecrement() <= 0) {
        return;
      }
      ReferenceHandler handler = ofJob.apply(tally);
      connect(job, handler).closeFuture().addListener(future -> ended(handler));
    }

    private void ended(ReferenceHandler handler) {
      if (!handler.isComplete()) {
        done.completeExceptionally(
            new IllegalStateException("a session was cut short", handler.failure()));
      } else if (toEnd.decrementAndGet() == 0) {
        done.complete(null);
      } else {
        startNext();
      }
    }
  }
}
