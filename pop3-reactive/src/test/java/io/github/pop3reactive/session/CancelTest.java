// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.codec.Pop3Requests;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Cancels at every point; what follows gets its own answer, or the session is closed. */
class CancelTest {
  private static final int LINES = 6;

  /** Cancels within the n-th element, or when subscribed if n is 0. */
  private static final class CancelAfter extends BaseSubscriber<Object> {
    private final int elements;
    private final int batch;
    int received;

    CancelAfter(int elements, int batch) {
      this.elements = elements;
      this.batch = batch;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      subscription.request(batch);
    }

    @Override
    protected void hookOnNext(Object element) {
      if (element instanceof ByteBuf chunk) {
        chunk.release();
      }
      if (++received == elements) {
        cancel();
      } else {
        request(1);
      }
    }
  }

  static Stream<Named<Function<Pop3Session, Flux<?>>>> streams() {
    return Stream.of(
        Named.of("list", Pop3Session::list),
        Named.of("uidl", Pop3Session::uidl),
        Named.of("retr", session -> session.retr(1)),
        Named.of("retr known", session -> session.retr(new ScanListing(1, 40))),
        Named.of("top", session -> session.top(1, 5)),
        Named.of("bytes", session -> session.retr(1).asByteArray()),
        Named.of("text", s -> s.retr(1).asString(java.nio.charset.StandardCharsets.US_ASCII)),
        Named.of("buffer", session -> session.retr(1).aggregate().flux()));
  }

  @ParameterizedTest
  @MethodSource("streams")
  void givesWhatFollowsItsOwnAnswerWhereverItIsCancelled(Function<Pop3Session, Flux<?>> stream) {
    List<String> reply = new ArrayList<>(List.of("+OK 6 lines\r\n"));
    for (int i = 1; i <= LINES; i++) {
      reply.add(i + " 10" + i + "\r\n");
    }
    reply.add(".\r\n");
    for (String[] capabilities : new String[][] {{}, {"PIPELINING"}}) {
      for (int piece = 1; piece <= reply.size(); piece++) {
        for (int after = 0; after <= LINES + 1; after++) {
          for (long drain : new long[] {0, 20, 1000}) {
            cancels(stream, capabilities, chunked(reply, piece), after, drain);
          }
        }
      }
    }
  }

  private static List<String> chunked(List<String> lines, int size) {
    List<String> chunks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i += size) {
      chunks.add(String.join("", lines.subList(i, Math.min(lines.size(), i + size))));
    }
    return chunks;
  }

  private static void cancels(
      Function<Pop3Session, Flux<?>> stream,
      String[] capabilities,
      List<String> reply,
      int after,
      long drain) {
    SessionOptions options = SessionOptions.DEFAULT.mutate(o -> o.drainOctets(drain));
    try (EmbeddedSession server = EmbeddedSession.loggedIn(options, capabilities)) {
      List<String> answers = new ArrayList<>();
      CancelAfter subscriber = new CancelAfter(after, 1 + after % 2);
      stream.apply(server.session()).subscribe(subscriber);
      note(server, answers);
      server.sent();
      if (after == 0) {
        subscriber.cancel();
      }
      reply.forEach(server::says);
      server.says("+OK noop 1\r\n");
      note(server, answers);
      if (server.channel().isOpen()) {
        server.says("+OK noop 2\r\n");
        assertThat(answers).containsExactly("noop 1", "noop 2");
      } else {
        assertThat(answers).containsExactly("lost", "lost");
      }
    }
  }

  private static void note(EmbeddedSession server, List<String> answers) {
    server
        .session()
        .command(Pop3Requests.noop())
        .subscribe(
            response -> answers.add(response.text()),
            error -> answers.add(error instanceof Pop3ConnectionException ? "lost" : "" + error));
    server.channel().runPendingTasks();
  }

  @Test
  void givesWhatFollowsItsOwnAnswerWhenAReplyIsNotWaitedFor() {
    List<Function<Pop3Session, Mono<?>>> commands =
        List.of(
            Pop3Session::stat,
            Pop3Session::noop,
            Pop3Session::capa,
            Pop3Session::last,
            session -> session.list(1),
            session -> session.uidl(1),
            session -> session.dele(1),
            Pop3Session::rset);
    for (Function<Pop3Session, Mono<?>> command : commands) {
      for (String answer : List.of("+OK 1 1\r\n", "-ERR 1 1\r\n", "+O")) {
        try (EmbeddedSession server =
            EmbeddedSession.loggedIn(SessionOptions.DEFAULT, "PIPELINING")) {
          List<String> answers = new ArrayList<>();
          Disposable first = command.apply(server.session()).subscribe(x -> answers.add("wrong"));
          note(server, answers);
          List<String> sent = server.sent();
          server.says(answer.substring(0, 2));
          first.dispose();
          server.says(answer.equals("+O") ? "K 1 1\r\n" : answer.substring(2));
          if (sent.get(0).equals("CAPA") && !answer.startsWith("-")) {
            server.says("TOP\r\n.\r\n");
          }
          server.says("+OK noop\r\n");
          assertThat(answers).containsExactly("noop");
          assertThat(server.session().deleted())
              .isEqualTo(sent.get(0).startsWith("DELE") && !answer.startsWith("-") ? 1 : 0);
        }
      }
    }
  }

  @Test
  void quitsAlsoWhenNobodyWaitsForTheAnswer() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      List<String> ends = new ArrayList<>();
      server.session().onClose().subscribe(null, e -> ends.add("" + e), () -> ends.add("done"));
      Disposable quit = server.session().quit().subscribe();
      server.sent();
      quit.dispose();
      assertThat(server.channel().isOpen()).isTrue();
      server.says("+OK\r\n");
      assertThat(ends).containsExactly("done");
    }
  }

  @Test
  void closesWhenALoginIsCancelledOnItsWay() {
    SessionOptions options = SessionOptions.DEFAULT.mutate(o -> o.plaintextLogin(true));
    for (int replies = 0; replies < 2; replies++) {
      try (EmbeddedSession server = new EmbeddedSession(options)) {
        server.says("+OK\r\n");
        Disposable login =
            server
                .session()
                .login(io.github.pop3reactive.sasl.Credentials.of("ann", "x"))
                .subscribe();
        server.sent();
        for (int i = 0; i < replies; i++) {
          server.says("+OK\r\n");
        }
        login.dispose();
        assertThat(server.channel().isOpen()).isFalse();
      }
    }
  }
}
