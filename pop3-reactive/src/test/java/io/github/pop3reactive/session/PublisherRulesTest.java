// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.codec.Pop3Request;
import io.github.pop3reactive.codec.ReplyShape;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.SkipException;

/**
 * The Reactive Streams TCK. Required rules must not be skipped. Left out are the rules that the TCK
 * itself calls untested, those on more than one element for what has only one, and 1.11, several
 * subscribers of one stream, which is optional: here each subscription is a command of its own.
 */
class PublisherRulesTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Pop3Command COUNT = Pop3Command.valueOf("XCOUNT");
  private static final Queue<Pop3Session> SESSIONS = new ConcurrentLinkedQueue<>();
  private static LocalPop3 server;

  @BeforeAll
  static void startTheServer() {
    server = new LocalPop3(Counting::new);
  }

  @AfterAll
  static void stopTheServer() {
    SESSIONS.forEach(session -> session.close().block(SOON));
    SESSIONS.clear();
    server.close();
  }

  /** Answers with as many lines as the connection was told by XCOUNT, each in a read of its own. */
  private static final class Counting implements Function<String, Iterator<String>> {
    private long count;

    @Override
    public Iterator<String> apply(String line) {
      if (line.startsWith("XCOUNT ")) {
        count = Long.parseLong(line.substring(7));
        return List.of("+OK\r\n").iterator();
      }
      return line.equals("STAT") ? List.of("+OK 1 1\r\n").iterator() : new Lines(count);
    }
  }

  private static final class Lines implements Iterator<String> {
    private final long count;
    private long next = -1;

    Lines(long count) {
      this.count = count;
    }

    @Override
    public boolean hasNext() {
      return next <= count;
    }

    @Override
    public String next() {
      next++;
      return next == 0 ? "+OK\r\n" : next > count ? ".\r\n" : (next % 1_000_000 + 1) + " 7\r\n";
    }
  }

  @TestFactory
  Stream<DynamicTest> listingsKeepTheRules() {
    return rules(Long.MAX_VALUE - 1, Pop3Session::list);
  }

  @TestFactory
  Stream<DynamicTest> bodiesKeepTheRules() {
    return rules(Long.MAX_VALUE - 1, session -> session.retr(1));
  }

  @TestFactory
  Stream<DynamicTest> textsKeepTheRules() {
    return rules(
        Long.MAX_VALUE - 1, session -> session.retr(1).asString(StandardCharsets.US_ASCII));
  }

  @TestFactory
  Stream<DynamicTest> octetsKeepTheRules() {
    return rules(Long.MAX_VALUE - 1, session -> session.retr(1).asByteArray());
  }

  @TestFactory
  Stream<DynamicTest> singleAnswersKeepTheRules() {
    return rules(1, Pop3Session::stat);
  }

  @TestFactory
  Stream<DynamicTest> buffersKeepTheRules() {
    return rules(1, session -> session.retr(1).aggregate().doOnNext(all -> all.release()));
  }

  private static <T> Stream<DynamicTest> rules(
      long most, Function<Pop3Session, Publisher<T>> publisher) {
    return Arrays.stream(PublisherVerification.class.getMethods())
        .filter(method -> method.isAnnotationPresent(org.testng.annotations.Test.class))
        .filter(method -> !method.getName().startsWith("untested_"))
        .filter(method -> !method.getName().startsWith("optional_spec111_"))
        .sorted(Comparator.comparing(Method::getName))
        .map(rule -> dynamicTest(rule.getName(), () -> verify(most, publisher, rule)));
  }

  private static <T> void verify(
      long most, Function<Pop3Session, Publisher<T>> publisher, Method rule) throws Throwable {
    Verification<T> verification =
        new Verification<>(
            most,
            (session, elements) -> {
              session
                  .command(Pop3Request.of(COUNT, ReplyShape.SINGLE_LINE, Long.toString(elements)))
                  .block(SOON);
              return publisher.apply(session);
            },
            publisher);
    verification.setUp();
    try {
      rule.invoke(verification);
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof SkipException)) {
        throw e.getCause();
      }
      String reason = e.getCause().getMessage();
      boolean needsMore = most == 1 && reason.contains("required elements nr");
      if (!needsMore) {
        assertThat(rule.getName()).as("skipped: %s", reason).startsWith("optional_");
        throw new TestAbortedException(reason);
      }
    }
  }

  private static final class Verification<T> extends PublisherVerification<T> {
    private final long most;
    private final BiFunction<Pop3Session, Long, Publisher<T>> working;
    private final Function<Pop3Session, Publisher<T>> failing;

    Verification(
        long most,
        BiFunction<Pop3Session, Long, Publisher<T>> working,
        Function<Pop3Session, Publisher<T>> failing) {
      super(new TestEnvironment(1_000, 30, 30), 1_000);
      this.most = most;
      this.working = working;
      this.failing = failing;
    }

    private static Pop3Session session() {
      Pop3Session session =
          server.session(SessionOptions.DEFAULT.mutate(o -> o.maxListingEntries(Long.MAX_VALUE)));
      SESSIONS.add(session);
      return session;
    }

    @Override
    public long maxElementsFromPublisher() {
      return most;
    }

    @Override
    public Publisher<T> createPublisher(long elements) {
      return working.apply(session(), elements);
    }

    @Override
    public Publisher<T> createFailedPublisher() {
      Pop3Session session = session();
      session.close().block(SOON);
      return failing.apply(session);
    }
  }
}
