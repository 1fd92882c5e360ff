// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.codec.Pop3Response;
import io.github.pop3reactive.session.CommandObserver;
import io.github.pop3reactive.session.Pop3ConnectionException;
import io.github.pop3reactive.session.Pop3Exception;
import io.github.pop3reactive.session.Pop3ResponseException;
import io.github.pop3reactive.session.SessionObserver;
import io.github.pop3reactive.test.server.Login;
import io.github.pop3reactive.test.server.ScriptedServer;
import io.github.pop3reactive.test.server.ServerScript;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

class ObserverTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch over = new CountDownLatch(1);

  private static String name(@Nullable Throwable failure) {
    return failure == null ? "" : " " + failure.getClass().getSimpleName();
  }

  /** Notes what it is told. */
  private final class Notes implements SessionObserver {
    @Override
    public void greeted() {
      told.add("greeted");
    }

    @Override
    public CommandObserver command(Pop3Command command, int inFlight, ContextView context) {
      told.add(command + " " + inFlight + context.getOrDefault("who", ""));
      return new CommandObserver() {
        private long octets;

        @Override
        public void responded(Pop3Response.Status status) {
          told.add(command + " " + status);
        }

        @Override
        public void received(int more) {
          octets += more;
        }

        @Override
        public void ended(@Nullable Throwable failure) {
          told.add(command + " ended " + octets + name(failure));
        }
      };
    }

    @Override
    public void loginEnded(Duration time, @Nullable Throwable failure) {
      told.add("login" + (time.isNegative() ? " before it began" : "") + name(failure));
    }

    @Override
    public void ended(@Nullable Throwable reason) {
      told.add("ended" + name(reason));
      over.countDown();
    }
  }

  private Pop3Client client(int port) {
    return Pop3Client.create()
        .host("localhost")
        .port(port)
        .plaintext()
        .plaintextLogin()
        .capabilitiesKeptFor(Duration.ZERO)
        .observe(
            (host, to, context) -> {
              told.add(host + (to == port) + context.getOrDefault("who", ""));
              return new Notes();
            });
  }

  private void awaitEnd() throws InterruptedException {
    assertThat(over.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  private static ServerScript mailbox() {
    return connection -> {
      connection.send("+OK");
      Login.capa(connection, "PIPELINING");
      Login.userPass(connection);
      connection.expect("RETR 1");
      connection.expect("DELE 9");
      connection.sendRaw("+OK\r\nabc\r\n..\r\n.\r\n-ERR no\r\n");
      connection.expect("QUIT");
      connection.send("+OK");
    };
  }

  @Test
  void isToldOfASessionFromConnectToQuit() throws InterruptedException {
    try (ScriptedServer server = ScriptedServer.start(mailbox())) {
      client(server.port())
          .credentials("ann", Mono.just("secret"))
          .withSession(
              session ->
                  Flux.merge(
                      session.retr(1).doOnNext(ByteBuf::release).then(),
                      session.dele(9).onErrorComplete()))
          .contextWrite(context -> context.put("who", " me"))
          .blockLast(SOON);
      awaitEnd();
      server.assertNoFailures();
    }
    assertThat(told)
        .containsExactly(
            "localhosttrue me",
            "greeted",
            "CAPA 1 me",
            "CAPA OK",
            "CAPA ended 12",
            "USER 1 me",
            "USER OK",
            "USER OK",
            "USER ended 0",
            "login",
            "RETR 1 me",
            "DELE 2 me",
            "RETR OK",
            "RETR ended 8",
            "DELE ERR",
            "DELE ended 0",
            "QUIT 1 me",
            "QUIT OK",
            "QUIT ended 0",
            "ended");
  }

  @Test
  void isToldOfACommandThatGetsNoAnswer() throws InterruptedException {
    try (ScriptedServer server =
        ScriptedServer.start(
            connection -> {
              connection.send("+OK");
              connection.expect("CAPA");
            })) {
      client(server.port())
          .connect()
          .flatMap(session -> session.capa())
          .onErrorComplete(Pop3ConnectionException.class)
          .block(SOON);
      awaitEnd();
    }
    assertThat(told)
        .containsExactly(
            "localhosttrue",
            "greeted",
            "CAPA 1",
            "CAPA ended 0 Pop3ConnectionException",
            "ended Pop3ConnectionException");
  }

  @Test
  void isToldThatTheServerRefusesTheConnection() throws InterruptedException {
    try (ScriptedServer server = ScriptedServer.start(connection -> connection.send("-ERR busy"))) {
      client(server.port()).connect().onErrorComplete(Pop3ResponseException.class).block(SOON);
      awaitEnd();
    }
    assertThat(told).containsExactly("localhosttrue", "ended Pop3ResponseException");
  }

  @Test
  void isToldThatNobodyListens() throws InterruptedException, IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    client(port).connect().onErrorComplete(Pop3ConnectionException.class).block(SOON);
    awaitEnd();
    assertThat(told).containsExactly("localhosttrue", "ended Pop3ConnectionException");
  }

  @Test
  void isToldOfTheEndOnceIfTheCallerCancels() throws InterruptedException {
    CountDownLatch connected = new CountDownLatch(1);
    try (ScriptedServer server =
        ScriptedServer.start(
            connection -> {
              connected.countDown();
              connection.expectEnd();
            })) {
      Disposable connecting = client(server.port()).connect().subscribe();
      assertThat(connected.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
      connecting.dispose();
      awaitEnd();
    }
    assertThat(told).containsExactly("localhosttrue", "ended");
  }

  @Test
  void isToldOfARefusedLogin() throws InterruptedException {
    try (ScriptedServer server =
        ScriptedServer.start(
            connection -> {
              connection.send("+OK");
              connection.expect("CAPA");
              connection.send("-ERR");
              Login.untilPass(connection);
              connection.send("-ERR [AUTH] no");
              connection.expectEnd();
            })) {
      client(server.port())
          .credentials("ann", Mono.just("secret"))
          .connect()
          .onErrorComplete(Pop3Exception.class)
          .block(SOON);
      awaitEnd();
      server.assertNoFailures();
    }
    assertThat(told)
        .containsSubsequence(
            "USER OK",
            "USER ERR",
            "USER ended 0",
            "login Pop3AuthenticationException",
            "ended Pop3AuthenticationException");
  }

  @Test
  void isSharedWithOthersAndMayThrow() throws InterruptedException {
    SessionObserver throwing =
        new SessionObserver() {
          @Override
          public void greeted() {
            throw new IllegalStateException("greeted");
          }

          @Override
          public CommandObserver command(Pop3Command command, int inFlight, ContextView context) {
            return new CommandObserver() {
              @Override
              public void received(int octets) {
                throw new IllegalStateException("received");
              }

              @Override
              public void ended(@Nullable Throwable failure) {
                throw new IllegalStateException("ended");
              }
            };
          }
        };
    try (ScriptedServer server = ScriptedServer.start(mailbox())) {
      Pop3Client client = client(server.port()).credentials("ann", Mono.just("secret"));
      client
          .observe((host, port, context) -> throwing)
          .observe(
              (host, port, context) -> {
                throw new IllegalStateException("connecting");
              })
          .withSession(
              session ->
                  Flux.merge(
                      session.retr(1).doOnNext(ByteBuf::release).then(),
                      session.dele(9).onErrorComplete()))
          .blockLast(SOON);
      awaitEnd();
      server.assertNoFailures();
    }
    assertThat(told).contains("RETR ended 8", "QUIT ended 0", "ended");
  }
}
