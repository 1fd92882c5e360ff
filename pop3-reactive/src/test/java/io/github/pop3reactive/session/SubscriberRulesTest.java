// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.codec.Pop3Requests;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** Subscribers that do what they should not, or what is easily got wrong when they do it. */
class SubscriberRulesTest {

  /** Asks for all, notes the signals, and does something odd in onNext. */
  private static final class Probe<T> implements CoreSubscriber<T> {
    final List<String> signals = new ArrayList<>();
    final BiConsumer<T, Subscription> onNext;
    Subscription subscription;
    Throwable error;

    Probe(BiConsumer<T, Subscription> onNext) {
      this.onNext = onNext;
    }

    @Override
    public void onSubscribe(Subscription s) {
      subscription = s;
      s.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(T value) {
      signals.add("next");
      try {
        onNext.accept(value, subscription);
      } finally {
        signals.add("/next");
      }
    }

    @Override
    public void onError(Throwable cause) {
      signals.add("error");
      error = cause;
    }

    @Override
    public void onComplete() {
      signals.add("complete");
    }
  }

  @Test
  void takesASubscriberThatThrowsForCancelled() {
    for (RuntimeException thrown :
        List.of(new IllegalStateException("mine"), new Pop3LimitException(null, "mine", null))) {
      try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
        Probe<ScanListing> probe =
            new Probe<>(
                (value, subscription) -> {
                  throw thrown;
                });
        List<String> answers = new ArrayList<>();
        server.session().list().subscribe(probe);
        server
            .session()
            .command(Pop3Requests.noop())
            .subscribe(response -> answers.add(response.text()));
        server.says("+OK\r\n1 1\r\n2 2\r\n");
        server.says("3 3\r\n.\r\n");
        server.says("+OK fine\r\n");
        assertThat(probe.signals).containsExactly("next", "/next");
        assertThat(answers).containsExactly("fine");
        assertThat(server.channel().isOpen()).isTrue();
      }
    }
  }

  @Test
  void tellsAllOthersWhenASubscriberThrowsInItsError() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn(SessionOptions.DEFAULT, "PIPELINING")) {
      List<Throwable> failures = new ArrayList<>();
      server
          .session()
          .list()
          .subscribe(
              new CoreSubscriber<>() {
                @Override
                public void onSubscribe(Subscription s) {
                  s.request(1);
                }

                @Override
                public void onNext(ScanListing value) {}

                @Override
                public void onError(Throwable cause) {
                  throw new IllegalStateException("mine");
                }

                @Override
                public void onComplete() {}
              });
      server.session().noop().subscribe(null, failures::add);
      server.sent();
      server.says("nonsense\r\n");
      assertThat(failures).singleElement().isInstanceOf(Pop3ConnectionException.class);
      assertThat(server.channel().isOpen()).isFalse();
    }
  }

  @Test
  void signalsTheErrorBehindTheElementAndNotWithinIt() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      Probe<ScanListing> closing = new Probe<>((v, s) -> server.session().close().subscribe());
      server.session().list().subscribe(closing);
      server.says("+OK\r\n1 1\r\n2 2\r\n");
      assertThat(closing.signals).containsExactly("next", "/next", "error");
      assertThat(closing.error).isInstanceOf(Pop3ConnectionException.class);
    }
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      Probe<ScanListing> requesting = new Probe<>((v, s) -> s.request(-1));
      server.session().list().subscribe(requesting);
      server.says("+OK\r\n1 1\r\n2 2\r\n.\r\n");
      assertThat(requesting.signals).containsExactly("next", "/next", "error");
      assertThat(requesting.error).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void neitherCompletesNorEmitsAfterCancelWithinAnElement() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      Probe<ByteBuf> probe =
          new Probe<>(
              (chunk, subscription) -> {
                chunk.release();
                subscription.cancel();
                subscription.request(0);
                subscription.request(5);
                subscription.cancel();
              });
      server.session().retr(1).subscribe(probe);
      server.says("+OK\r\na\r\n");
      server.says("b\r\n.\r\n");
      assertThat(probe.signals).containsExactly("next", "/next");
      assertThat(server.channel().isOpen()).isTrue();
    }
  }

  @Test
  void letsTheReasonOfTheEndStandWhenTheCallerCloses() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      List<Throwable> reasons = new ArrayList<>();
      server
          .session()
          .onClose()
          .subscribe(null, reasons::add, () -> reasons.add(new AssertionError("in order")));
      server.session().noop().subscribe(null, error -> server.session().close().subscribe());
      server.says("nonsense\r\n");
      assertThat(reasons).singleElement().isInstanceOf(Pop3ProtocolException.class);
    }
  }

  @Test
  void doesNotTakeRepeatedDemandForASignOfLife() {
    SessionOptions options =
        SessionOptions.DEFAULT.mutate(o -> o.silenceTimeout(Duration.ofSeconds(10)));
    try (EmbeddedSession server = EmbeddedSession.loggedIn(options)) {
      Probe<ByteBuf> probe = new Probe<>((chunk, subscription) -> chunk.release());
      server.session().retr(1).subscribe(probe);
      server.says("+OK\r\n");
      for (int second = 0; second < 9; second++) {
        server.passes(Duration.ofSeconds(1));
        probe.subscription.request(1);
      }
      assertThat(probe.error).isNull();
      server.passes(Duration.ofSeconds(1));
      assertThat(probe.error).isInstanceOf(Pop3TimeoutException.class);
    }
  }

  @Test
  void keepsTheGoodbyeForACommandThatCameTooLate() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      List<Throwable> failures = new ArrayList<>();
      server.says("-ERR [SYS/TEMP] shutting down\r\n");
      server.session().quit().subscribe(null, failures::add);
      server.channel().runPendingTasks();
      assertThat(server.sent()).isEmpty();
      assertThat(failures)
          .singleElement()
          .isInstanceOfSatisfying(
              Pop3ConnectionException.class, e -> assertThat(e.isSent()).isFalse())
          .extracting(Throwable::getMessage)
          .asString()
          .contains("shutting down");
    }
  }

  @Test
  void countsDeletionsOfRawCommands() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      server.session().command(Pop3Requests.dele(1)).subscribe();
      server.says("+OK\r\n");
      server.session().command(Pop3Requests.dele(2)).subscribe(null, error -> {});
      server.says("-ERR\r\n");
      assertThat(server.session().deleted()).isEqualTo(1);
      server.session().command(Pop3Requests.rset()).subscribe();
      server.says("+OK\r\n");
      assertThat(server.session().deleted()).isZero();
    }
  }

  @Test
  void boundsWhatIsOnItsWayAlsoForSizesThatOverflow() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn(SessionOptions.DEFAULT, "PIPELINING")) {
      Pop3Session session = server.session();
      session.retr(new ScanListing(1, Long.MAX_VALUE)).asByteArray().subscribe();
      session.retr(new ScanListing(2, Long.MAX_VALUE)).asByteArray().subscribe();
      session.noop().subscribe();
      assertThat(server.sent()).containsExactly("RETR 1");
      server.says("+OK\r\n.\r\n");
      assertThat(server.sent()).containsExactly("RETR 2");
      server.says("+OK\r\n.\r\n");
      assertThat(server.sent()).containsExactly("NOOP");
      server.says("+OK\r\n");
    }
  }
}
