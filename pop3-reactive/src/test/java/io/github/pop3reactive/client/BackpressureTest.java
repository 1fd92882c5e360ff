// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.test.server.Login;
import io.github.pop3reactive.test.server.ScriptedServer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.SignalType;

class BackpressureTest {
  private static final long MESSAGE_OCTETS = 200L << 20;
  private static final long ALLOWED_OCTETS = 8L << 20;

  @Test
  void holdsAMessageBackThatIsNotAskedFor() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.start(
            c -> {
              Login.withoutCapa(c);
              c.expect("RETR 1");
              c.send("+OK");
              c.sendGenerated(MESSAGE_OCTETS, 78, true);
              c.expect("QUIT");
              c.send("+OK");
            })) {
      Pop3Session session = session(server);
      long idle = used();
      SlowReader reader = new SlowReader();
      session.retr(1).subscribe(reader);
      reader.request(1);
      Thread.sleep(1_500);

      assertThat(reader.chunks.get()).isEqualTo(1);
      assertThat(used() - idle).isLessThan(ALLOWED_OCTETS);
      assertThat(server.connections().get(0).octetsWritten()).isLessThan(64L << 20);

      reader.requestUnbounded();
      assertThat(reader.done.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(reader.failure.get()).isNull();
      assertThat(reader.octets.get()).isEqualTo(MESSAGE_OCTETS);
      session.quit().block(Duration.ofSeconds(5));
      server.awaitScripts();
      server.assertNoFailures();
    }
  }

  private static Pop3Session session(ScriptedServer server) {
    return Ann.inClear(server.port()).connect().block(Duration.ofSeconds(5));
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
        + PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
  }

  private static final class SlowReader extends BaseSubscriber<ByteBuf> {
    final AtomicLong chunks = new AtomicLong();
    final AtomicLong octets = new AtomicLong();
    final AtomicReference<Throwable> failure = new AtomicReference<>();
    final CountDownLatch done = new CountDownLatch(1);

    @Override
    protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {}

    @Override
    protected void hookOnNext(ByteBuf chunk) {
      chunks.incrementAndGet();
      octets.addAndGet(chunk.readableBytes());
      chunk.release();
    }

    @Override
    protected void hookOnError(Throwable error) {
      failure.set(error);
    }

    @Override
    protected void hookFinally(SignalType type) {
      done.countDown();
    }
  }
}
