// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.sasl.SaslContext;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A session on an {@link EmbeddedChannel}; the test is the server, and time only passes where it
 * says so.
 */
final class EmbeddedSession implements AutoCloseable {
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final AtomicReference<Pop3Session> session = new AtomicReference<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  EmbeddedSession(SessionOptions options) {
    this(options, installed -> {});
  }

  /** Makes a session to whose handlers {@code change} is applied before it starts. */
  EmbeddedSession(SessionOptions options, Consumer<SessionChannel> change) {
    channel.freezeTime();
    SessionChannel installed =
        SessionChannel.install(channel, null, options, null, SaslContext.UNKNOWN);
    change.accept(installed);
    installed.greeting().subscribe(session::set, failure::set);
    channel.runPendingTasks();
  }

  /** Returns a session in TRANSACTION, whose server announces these capabilities, if any. */
  static EmbeddedSession loggedIn(SessionOptions options, String... capabilities) {
    EmbeddedSession embedded =
        new EmbeddedSession(options.mutate(change -> change.plaintextLogin(true)));
    embedded.says("+OK ready\r\n");
    if (capabilities.length > 0) {
      embedded.session().capa().subscribe();
      embedded.says("+OK\r\n" + String.join("\r\n", capabilities) + "\r\n.\r\n");
    }
    embedded
        .session()
        .login(io.github.pop3reactive.sasl.Credentials.of("ann", "secret"))
        .subscribe();
    embedded.says("+OK\r\n");
    embedded.says("+OK\r\n");
    embedded.sent();
    return embedded;
  }

  static EmbeddedSession loggedIn() {
    return loggedIn(SessionOptions.DEFAULT);
  }

  Pop3Session session() {
    return session.get();
  }

  Throwable failure() {
    return failure.get();
  }

  EmbeddedChannel channel() {
    return channel;
  }

  /** Lets the server send these octets, one for each char, in one read; nothing if it is closed. */
  void says(String octets) {
    if (!channel.isOpen()) {
      return;
    }
    channel.writeInbound(Unpooled.copiedBuffer(octets, StandardCharsets.ISO_8859_1));
    channel.runPendingTasks();
  }

  /** Returns the lines written since the last call. */
  List<String> sent() {
    channel.runPendingTasks();
    StringBuilder octets = new StringBuilder();
    for (ByteBuf buffer = channel.readOutbound(); buffer != null; buffer = channel.readOutbound()) {
      octets.append(buffer.toString(StandardCharsets.UTF_8));
      buffer.release();
    }
    List<String> lines = List.of(octets.toString().split("\r\n", -1));
    assertThat(lines).last().as("what is behind the last CRLF").isEqualTo("");
    return lines.subList(0, lines.size() - 1);
  }

  /** Lets so much time pass, and what is due by then happen. */
  void passes(Duration time) {
    channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
    channel.runScheduledPendingTasks();
  }

  /** Lets the server close the connection. */
  void hangsUp() {
    channel.close();
    channel.runPendingTasks();
  }

  @Override
  public void close() {
    channel.finishAndReleaseAll();
  }
}
