// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pop3reactive.codec.Pop3Command;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class MessageBodyTest {

  private static MessageBody body(Flux<ByteBuf> chunks) {
    return new MessageBody(chunks, Pop3Command.RETR, 100);
  }

  private static MessageBody body(String... chunks) {
    return body(Flux.fromArray(chunks).map(MessageBodyTest::chunk));
  }

  private static ByteBuf chunk(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
  }

  @Test
  void readsNothingWithoutDemand() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      Collector collector = new Collector();
      server.session().retr(1).subscribe(collector);
      assertThat(server.sent()).containsExactly("RETR 1");
      assertThat(server.channel().config().isAutoRead()).isTrue();
      server.says("+OK\r\nfirst\r\n");
      assertThat(collector.received).isEmpty();
      assertThat(server.channel().config().isAutoRead()).isFalse();
      collector.request(1);
      assertThat(collector.received).containsExactly("first\r\n");
      assertThat(server.channel().config().isAutoRead()).isFalse();
      collector.request(2);
      assertThat(server.channel().config().isAutoRead()).isTrue();
      server.says("second\r\n");
      server.says("third\r\n");
      assertThat(server.channel().config().isAutoRead()).isFalse();
      collector.request(1);
      server.says(".\r\n");
      assertThat(collector.received).containsExactly("first\r\n", "second\r\n", "third\r\n");
      assertThat(collector.completed).isTrue();
      assertThat(server.channel().config().isAutoRead()).isTrue();
    }
  }

  @Test
  void completesAnEmptyBodyWithoutDemand() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      Collector collector = new Collector();
      server.session().retr(1).subscribe(collector);
      server.says("+OK\r\n.\r\n");
      assertThat(collector.completed).isTrue();
    }
  }

  @Test
  void answersABadRequestWithAnError() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      List<Throwable> failures = new ArrayList<>();
      server
          .session()
          .retr(1)
          .subscribe(
              new reactor.core.CoreSubscriber<>() {
                @Override
                public void onSubscribe(org.reactivestreams.Subscription subscription) {
                  subscription.request(0);
                }

                @Override
                public void onNext(ByteBuf chunk) {
                  chunk.release();
                }

                @Override
                public void onError(Throwable error) {
                  failures.add(error);
                }

                @Override
                public void onComplete() {}
              });
      assertThat(failures).singleElement().isInstanceOf(IllegalArgumentException.class);
      assertThat(server.sent()).isEmpty();
    }
  }

  @Test
  void neverSendsACommandCancelledInTheQueue() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      server.session().noop().subscribe();
      server.session().retr(1).subscribe().dispose();
      server.session().dele(2).subscribe().dispose();
      server.session().stat().subscribe(status -> {}, error -> {});
      server.says("+OK\r\n");
      assertThat(server.sent()).containsExactly("NOOP", "STAT");
    }
  }

  @Test
  void drainsALittleAndGoesOn() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      StepVerifier.create(server.session().retr(1).asByteArray(), 1)
          .then(() -> server.says("+OK\r\nfirst\r\nsecond\r\n"))
          .expectNextCount(1)
          .thenCancel()
          .verify();
      assertThat(server.channel().config().isAutoRead()).isTrue();
      List<String> answers = new ArrayList<>();
      server
          .session()
          .command(io.github.pop3reactive.codec.Pop3Requests.noop())
          .subscribe(response -> answers.add(response.text()));
      server.says("third\r\n.\r\n");
      server.says("+OK fine\r\n");
      assertThat(answers).containsExactly("fine");
      assertThat(server.channel().isOpen()).isTrue();
    }
  }

  @Test
  void abandonsWhatIsTooLongToDrain() {
    SessionOptions options = SessionOptions.DEFAULT.mutate(o -> o.drainOctets(10));
    try (EmbeddedSession server = EmbeddedSession.loggedIn(options)) {
      StepVerifier.create(server.session().retr(new ScanListing(1, 40)).asByteArray(), 1)
          .then(() -> server.says("+OK\r\nfirst\r\n"))
          .expectNextCount(1)
          .thenCancel()
          .verify();
      assertThat(server.channel().isOpen()).isFalse();
      StepVerifier.create(server.session().noop()).verifyError(Pop3ConnectionException.class);
    }
    try (EmbeddedSession server =
        EmbeddedSession.loggedIn(options.mutate(o -> o.drainOctets(70_000)))) {
      server.session().retr(1).subscribe().dispose();
      server.says("+OK\r\n" + "0123456789\r\n".repeat(6_000));
      assertThat(server.channel().isOpen()).isFalse();
    }
  }

  @Test
  void neverTakesACutBodyForAWholeOne() {
    for (String cut :
        List.of("", "+O", "+OK\r\n", "+OK\r\ntext\r\n", "+OK\r\ntext\r\n.", "+OK\r\ntext\r\n.\r")) {
      try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
        List<Throwable> failures = new ArrayList<>();
        server
            .session()
            .retr(1)
            .asByteArray()
            .subscribe(
                octets -> {}, failures::add, () -> failures.add(new AssertionError("complete")));
        server.says(cut);
        server.hangsUp();
        assertThat(failures)
            .singleElement()
            .isInstanceOfSatisfying(
                Pop3ConnectionException.class, e -> assertThat(e.isSent()).isTrue());
      }
    }
  }

  @Test
  void doesNotTakeASlowConsumerForASlowServer() {
    SessionOptions options =
        SessionOptions.DEFAULT.mutate(o -> o.silenceTimeout(Duration.ofSeconds(10)));
    try (EmbeddedSession server = EmbeddedSession.loggedIn(options)) {
      Collector collector = new Collector();
      server.session().retr(1).subscribe(collector);
      server.says("+OK\r\nfirst\r\n");
      server.passes(Duration.ofSeconds(30));
      assertThat(collector.error).isNull();
      collector.request(2);
      server.passes(Duration.ofSeconds(9));
      assertThat(collector.error).isNull();
      server.passes(Duration.ofSeconds(1));
      assertThat(collector.error).isInstanceOf(Pop3TimeoutException.class);
    }
  }

  @Test
  void decodesCharactersAcrossChunks() {
    byte[] text = "gr\u00fc\u00df \ud83d\udce7 x".getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut <= text.length; cut++) {
      String first = new String(text, 0, cut, StandardCharsets.ISO_8859_1);
      String second = new String(text, cut, text.length - cut, StandardCharsets.ISO_8859_1);
      StepVerifier.create(
              body(first, second).asString(StandardCharsets.UTF_8).reduce("", String::concat))
          .expectNext("gr\u00fc\u00df \ud83d\udce7 x")
          .verifyComplete();
    }
    StepVerifier.create(body("a\u00c3").asString(StandardCharsets.UTF_8).reduce("", String::concat))
        .expectNext("a\ufffd")
        .verifyComplete();
  }

  @Test
  void aggregatesUpToTheLimit() {
    StepVerifier.create(body("a", "b").aggregate())
        .assertNext(
            all -> {
              assertThat(all.toString(StandardCharsets.US_ASCII)).isEqualTo("ab");
              all.release();
            })
        .verifyComplete();
    StepVerifier.create(body().aggregate()).assertNext(ByteBuf::release).verifyComplete();
    StepVerifier.create(body("aa", "bb", "cc").aggregate(5)).verifyError(Pop3LimitException.class);
    StepVerifier.create(
            body(Flux.just("a", "b")
                    .map(MessageBodyTest::chunk)
                    .concatWith(Mono.error(new IOException())))
                .aggregate())
        .verifyError(IOException.class);
    TestPublisher<ByteBuf> cancelled = TestPublisher.create();
    StepVerifier.create(body(cancelled.flux()).aggregate())
        .then(() -> cancelled.next(chunk("a")))
        .thenCancel()
        .verify();
  }

  @Test
  void writesAFileAndDeletesItWhenCut(@TempDir Path dir) throws IOException {
    Path file = dir.resolve("a.eml");
    StepVerifier.create(body("ab", "cd").writeTo(file)).expectNext(4L).verifyComplete();
    assertThat(file).hasContent("abcd");
    StepVerifier.create(body("x").writeTo(file)).verifyError(FileAlreadyExistsException.class);
    assertThat(file).hasContent("abcd");
    Path empty = dir.resolve("empty.eml");
    StepVerifier.create(body().writeTo(empty)).expectNext(0L).verifyComplete();
    assertThat(empty).isEmptyFile();
    Path cut = dir.resolve("cut.eml");
    StepVerifier.create(
            body(Flux.just(chunk("a")).concatWith(Mono.error(new IOException()))).writeTo(cut))
        .verifyError(IOException.class);
    assertThat(cut).doesNotExist();
    assertThat(Files.list(dir)).hasSize(2);
  }

  @Test
  void readsAsAStream() throws IOException {
    try (InputStream in = body("ab", "cde").asInputStream()) {
      assertThat(in.readAllBytes()).asString().isEqualTo("abcde");
      assertThat(in.read()).isEqualTo(-1);
    }
    InputStream failing =
        body(Flux.just(chunk("a")).concatWith(Mono.error(new IllegalStateException("lost"))))
            .asInputStream();
    assertThat(failing.read()).isEqualTo('a');
    assertThatThrownBy(failing::read).isInstanceOf(IOException.class).hasMessageContaining("lost");
    InputStream closed = body("ab", "cd").asInputStream();
    assertThat(closed.read()).isEqualTo('a');
    closed.close();
    assertThatThrownBy(closed::read).isInstanceOf(IOException.class);
  }

  /** Takes chunks one request at a time. */
  private static final class Collector extends BaseSubscriber<ByteBuf> {
    final List<String> received = new ArrayList<>();
    boolean completed;
    Throwable error;

    @Override
    protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {}

    @Override
    protected void hookOnNext(ByteBuf chunk) {
      received.add(chunk.toString(StandardCharsets.ISO_8859_1));
      chunk.release();
    }

    @Override
    protected void hookOnError(Throwable cause) {
      error = cause;
    }

    @Override
    protected void hookFinally(SignalType type) {
      completed = type == SignalType.ON_COMPLETE;
    }
  }
}
