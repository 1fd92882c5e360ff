// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.client.ClientObserver;
import io.github.pop3reactive.client.Pop3Client;
import io.github.pop3reactive.session.Pop3Exception;
import io.github.pop3reactive.session.SessionObserver;
import io.github.pop3reactive.test.server.MaildropServer;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Sessions of all kinds, under the eyes of an observer that has heard all when a method returns.
 */
final class Watched implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(30);

  private final MaildropServer server =
      MaildropServer.builder().user("ann", "secret").capabilities("USER", "PIPELINING").start();
  private final Semaphore ended = new Semaphore(0);
  private final Pop3Client client;

  Watched(ClientObserver observer) {
    server.add("ann", "a", "Subject: a\r\n\r\none\r\n");
    client =
        Pop3Client.create()
            .host("localhost")
            .port(server.port())
            .plaintext()
            .plaintextLogin()
            .credentials("ann", Mono.just("secret"))
            .observe(observer)
            .observe(
                (host, port, context) ->
                    new SessionObserver() {
                      @Override
                      public void ended(@Nullable Throwable reason) {
                        ended.release();
                      }
                    });
  }

  Pop3Client client() {
    return client;
  }

  String address() {
    return "localhost:" + server.port();
  }

  void awaitEnd() {
    try {
      assertThat(ended.tryAcquire(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** CAPA, USER with PASS, RETR, a DELE that is refused, QUIT. */
  void readMail() {
    client
        .withSession(
            session ->
                session
                    .retr(1)
                    .doOnNext(ByteBuf::release)
                    .then(session.dele(7).onErrorComplete(Pop3Exception.class)))
        .blockLast(SOON);
    awaitEnd();
  }

  void failToLogIn() {
    client
        .credentials("ann", Mono.just("wrong"))
        .connect()
        .onErrorComplete(Pop3Exception.class)
        .block(SOON);
    awaitEnd();
  }

  /** Returns where nobody listened. */
  String failToConnect() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    client.port(port).connect().onErrorComplete(Pop3Exception.class).block(SOON);
    awaitEnd();
    return "localhost:" + port;
  }

  @Override
  public void close() {
    server.close();
  }
}
