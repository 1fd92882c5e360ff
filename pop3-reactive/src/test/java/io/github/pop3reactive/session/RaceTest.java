// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Schedulers;

/** Two threads at once, many times over. */
@Timeout(60)
class RaceTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final SessionOptions PATIENT =
      SessionOptions.DEFAULT.mutate(o -> o.drainOctets(1 << 20));

  /** Answers LIST n, and RETR n with lines that all hold n, one of them in each read. */
  private static Iterator<String> answer(String line) {
    String[] words = line.split(" ");
    if (words[0].equals("LIST")) {
      return List.of("+OK " + words[1] + " 7\r\n").iterator();
    }
    if (words[0].equals("RETR")) {
      List<String> blocks = new ArrayList<>(List.of("+OK\r\n"));
      IntStream.range(0, 8).forEach(i -> blocks.add(words[1] + "." + i + "\r\n"));
      blocks.add(".\r\n");
      return blocks.iterator();
    }
    return List.of("+OK\r\n").iterator();
  }

  private static String body(int number) {
    return IntStream.range(0, 8)
        .mapToObj(i -> number + "." + i + "\r\n")
        .collect(Collectors.joining());
  }

  private static void pause() {
    for (int i = ThreadLocalRandom.current().nextInt(2_000); i > 0; i--) {
      Thread.onSpinWait();
    }
  }

  private static void release(ByteBuf chunk) {
    chunk.release();
  }

  @Test
  void givesEachItsOwnAnswerWhenRepliesAreCancelled() {
    try (LocalPop3 server = new LocalPop3(RaceTest::answer)) {
      Pop3Session session = server.session(PATIENT);
      AtomicInteger wrong = new AtomicInteger();
      for (int i = 1; i <= 20_000; i++) {
        int number = i;
        Disposable cancelled =
            session.list(i).subscribe(l -> wrong.addAndGet(l.number() == number ? 0 : 1));
        if (i % 2 == 0) {
          pause();
          cancelled.dispose();
        }
        if (i % 50 == 0) {
          assertThat(session.list(i).block(SOON).number()).isEqualTo(i);
        }
      }
      assertThat(wrong).hasValue(0);
    }
  }

  @Test
  void givesEachItsOwnBodyWhenBodiesAreCancelled() {
    try (LocalPop3 server = new LocalPop3(RaceTest::answer)) {
      Pop3Session session = server.session(PATIENT);
      for (int i = 1; i <= 3_000; i++) {
        List<Disposable> cancelled =
            List.of(
                session.retr(i).doOnNext(RaceTest::release).subscribe(),
                session.retr(i).asByteArray().subscribe(),
                session.retr(i).aggregate().doOnNext(RaceTest::release).subscribe(),
                session.retr(i).asString(StandardCharsets.US_ASCII).subscribe());
        pause();
        cancelled.forEach(Disposable::dispose);
        if (i % 10 == 0) {
          assertThat(
                  session
                      .retr(i)
                      .asString(StandardCharsets.US_ASCII)
                      .collect(Collectors.joining())
                      .block(SOON))
              .isEqualTo(body(i));
        }
      }
    }
  }

  @Test
  void keepsABodyWholeWhenSeveralThreadsRequest() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (LocalPop3 server = new LocalPop3(RaceTest::answer)) {
      Pop3Session session = server.session(PATIENT);
      for (int i = 1; i <= 3_000; i++) {
        Requested reader = new Requested();
        session.retr(i).subscribe(reader);
        for (int t = 0; t < 2; t++) {
          threads.execute(
              () -> {
                for (int n = 0; n < 5; n++) {
                  reader.request(1);
                  Thread.onSpinWait();
                }
              });
        }
        assertThat(reader.done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(reader.text.toString()).isEqualTo(body(i));
        assertThat(reader.overlaps).hasValue(0);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static final class Requested extends BaseSubscriber<ByteBuf> {
    final StringBuffer text = new StringBuffer();
    final AtomicInteger inside = new AtomicInteger();
    final AtomicInteger overlaps = new AtomicInteger();
    final CountDownLatch done = new CountDownLatch(1);

    @Override
    protected void hookOnSubscribe(Subscription subscription) {}

    @Override
    protected void hookOnNext(ByteBuf chunk) {
      overlaps.addAndGet(inside.getAndIncrement());
      text.append(chunk.toString(StandardCharsets.US_ASCII));
      chunk.release();
      inside.decrementAndGet();
    }

    @Override
    protected void hookFinally(SignalType type) {
      done.countDown();
    }
  }

  @Test
  void tellsEveryCommandOnceWhenTheSessionIsClosedMeanwhile() throws Exception {
    try (LocalPop3 server = new LocalPop3(RaceTest::answer)) {
      for (int i = 0; i < 2_000; i++) {
        Pop3Session session = server.session(PATIENT);
        CountDownLatch ends = new CountDownLatch(4);
        AtomicReference<Throwable> unexpected = new AtomicReference<>();
        Schedulers.parallel()
            .schedule(
                () -> {
                  pause();
                  session.close().subscribe(null, unexpected::set, ends::countDown);
                });
        Flux<?>[] commands = {
          session.noop().flux(), session.list(1).flux(), session.retr(1).asByteArray()
        };
        for (Flux<?> command : commands) {
          pause();
          command
              .onErrorResume(Pop3ConnectionException.class, e -> Mono.empty())
              .subscribe(null, unexpected::set, ends::countDown);
        }
        assertThat(ends.await(10, TimeUnit.SECONDS)).as("all ended in run %d", i).isTrue();
        assertThat(unexpected.get()).isNull();
      }
    }
  }

  @Test
  void answersOrTimesOutAndNeverBoth() {
    SessionOptions hasty =
        PATIENT.mutate(o -> o.responseTimeout(Duration.ofMillis(1)).loginTimeout(SOON));
    Random random = new Random(1);
    try (LocalPop3 server =
        new LocalPop3(
            line -> {
              long until = System.nanoTime() + 600_000 + random.nextInt(800_000);
              while (System.nanoTime() - until < 0) {
                Thread.onSpinWait();
              }
              return answer(line);
            })) {
      int answered = 0;
      int late = 0;
      for (int i = 1; i <= 500; i++) {
        Pop3Session session;
        try {
          session = server.session(hasty);
        } catch (Pop3TimeoutException e) {
          continue;
        }
        try {
          for (int n = 1; n <= 10; n++) {
            assertThat(session.list(n).block(SOON).number()).isEqualTo(n);
            answered++;
          }
        } catch (Pop3TimeoutException e) {
          late++;
          assertThat(session.state()).isEqualTo(SessionState.CLOSED);
        }
        session.close().block(SOON);
      }
      assertThat(late).isPositive();
      assertThat(answered + late).isGreaterThan(100);
    }
  }

  @Test
  void keepsTheOrderOfEachThreadThatSubscribes() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    int each = 5_000;
    try (LocalPop3 server = new LocalPop3(RaceTest::answer)) {
      Pop3Session session = server.session(PATIENT);
      CountDownLatch answers = new CountDownLatch(4 * each);
      AtomicInteger wrong = new AtomicInteger();
      for (int t = 1; t <= 4; t++) {
        int base = t * 100_000;
        threads.execute(
            () -> {
              for (int n = 0; n < each; n++) {
                int number = base + n;
                session
                    .list(number)
                    .subscribe(
                        listing -> {
                          wrong.addAndGet(listing.number() == number ? 0 : 1);
                          answers.countDown();
                        });
              }
            });
      }
      assertThat(answers.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(wrong).hasValue(0);
      for (int t = 1; t <= 4; t++) {
        int thread = t;
        assertThat(
                server.lines().stream()
                    .map(line -> Integer.parseInt(line.substring(5)))
                    .filter(number -> number / 100_000 == thread))
            .hasSize(each)
            .isSorted();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void leavesNoFileBehindWhenItsBodyIsCancelled(@TempDir Path dir) throws Exception {
    try (LocalPop3 server = new LocalPop3(RaceTest::answer)) {
      Pop3Session session = server.session(PATIENT);
      for (int i = 1; i <= 500; i++) {
        AtomicInteger written = new AtomicInteger();
        Path file = dir.resolve("mail-" + i);
        Disposable write =
            session.retr(i).writeTo(file).subscribe(octets -> written.incrementAndGet());
        pause();
        pause();
        write.dispose();
        session.noop().block(SOON);
        if (written.get() > 0) {
          assertThat(file).hasContent(body(i));
          Files.delete(file);
        }
      }
      awaitEmptyOrWhole(dir);
    }
  }

  /** Cancel does not wait for the file to be deleted. One that was whole by then may be left. */
  private static void awaitEmptyOrWhole(Path dir) throws Exception {
    long deadline = System.nanoTime() + SOON.toNanos();
    List<Path> cut = new ArrayList<>();
    do {
      cut.clear();
      try (var files = Files.list(dir)) {
        for (Path file : files.toList()) {
          int number = Integer.parseInt(file.getFileName().toString().substring(5));
          if (Files.exists(file) && Files.size(file) != body(number).length()) {
            cut.add(file);
          }
        }
      } catch (IOException e) {
        cut.add(dir);
      }
    } while (!cut.isEmpty() && System.nanoTime() - deadline < 0);
    assertThat(cut).isEmpty();
  }

  @Test
  void wakesAReaderWhoseStreamIsClosed() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try (LocalPop3 server =
        new LocalPop3(
            line -> line.equals("RETR 1") ? List.of("+OK\r\n").iterator() : answer(line))) {
      for (int i = 0; i < 300; i++) {
        Pop3Session session = server.session(SessionOptions.DEFAULT);
        InputStream stream = session.retr(1).asInputStream();
        var read = threads.submit(() -> stream.read());
        pause();
        stream.close();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> read.get(10, TimeUnit.SECONDS))
            .hasCauseInstanceOf(IOException.class);
        session.close().block(SOON);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
