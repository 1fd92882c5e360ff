// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.session.Pop3ConnectionException;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.session.ScanListing;
import io.github.pop3reactive.test.server.Login;
import io.github.pop3reactive.test.server.ScriptedServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;
import reactor.test.StepVerifier;

/** Sessions whose event loop ends before they do. */
@Timeout(30)
class EventLoopGoneTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  /** Asks for nothing by itself. */
  private static final class Lazy extends BaseSubscriber<ScanListing> {
    final List<Throwable> failures = new CopyOnWriteArrayList<>();
    final CountDownLatch received = new CountDownLatch(1);

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      subscription.request(1);
    }

    @Override
    protected void hookOnNext(ScanListing value) {
      received.countDown();
    }

    @Override
    protected void hookOnError(Throwable error) {
      failures.add(error);
    }
  }

  @Test
  void endsWhatIsInFlightAndRefusesWhatComesAfter() throws Exception {
    LoopResources loops = LoopResources.create("gone", 1, true);
    try (ScriptedServer server =
        ScriptedServer.start(
            c -> {
              Login.withoutCapa(c);
              c.expect("LIST");
              c.sendRaw("+OK\r\n1 1\r\n2 2\r\n3 3\r\n.\r\n");
              c.expect("LIST");
              c.sendRaw("+OK\r\n1 1\r\n2 2\r\n3 3\r\n.\r\n");
              c.expect("NOOP");
              c.stall();
            })) {
      Pop3Client client =
          Pop3Client.create().host("localhost").port(server.port()).plaintext().runOn(loops);
      Pop3Session session = inTransaction(client);
      Lazy requesting = new Lazy();
      session.list().subscribe(requesting);
      Lazy cancelling = new Lazy();
      session.list().subscribe(cancelling);
      assertThat(requesting.received.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(cancelling.received.await(10, TimeUnit.SECONDS)).isTrue();
      List<Throwable> inFlight = new CopyOnWriteArrayList<>();
      CountDownLatch ended = new CountDownLatch(2);
      session
          .noop()
          .doOnError(inFlight::add)
          .doFinally(s -> ended.countDown())
          .subscribe(x -> {}, e -> {});
      session.onClose().doFinally(s -> ended.countDown()).subscribe(x -> {}, e -> {});

      loops.disposeLater(Duration.ofMillis(200), Duration.ofSeconds(5)).block(SOON);

      assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(inFlight).singleElement().isInstanceOf(Pop3ConnectionException.class);
      StepVerifier.create(session.noop())
          .expectErrorSatisfies(
              e ->
                  assertThat(e)
                      .isInstanceOfSatisfying(
                          Pop3ConnectionException.class, l -> assertThat(l.isSent()).isFalse()))
          .verify(SOON);
      StepVerifier.create(session.uidl()).expectError(Pop3ConnectionException.class).verify(SOON);
      StepVerifier.create(session.retr(1).asByteArray())
          .expectError(Pop3ConnectionException.class)
          .verify(SOON);
      StepVerifier.create(session.quit()).expectError(Pop3ConnectionException.class).verify(SOON);
      StepVerifier.create(session.close()).expectComplete().verify(SOON);
      StepVerifier.create(session.onClose()).expectError().verify(SOON);
      requesting.request(1);
      assertThat(requesting.failures).singleElement().isInstanceOf(Pop3ConnectionException.class);
      cancelling.cancel();
      StepVerifier.create(client.connect()).expectError(Pop3ConnectionException.class).verify(SOON);
    }
  }

  private static Pop3Session inTransaction(Pop3Client client) {
    return client.plaintextLogin().credentials("ann", Mono.just("secret")).connect().block(SOON);
  }
}
