// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.codec.Pop3Request;
import io.github.pop3reactive.codec.ReplyShape;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class WriteFailureTest {
  private static final Pop3Request TOO_LONG =
      Pop3Request.of(Pop3Command.valueOf("XTND"), ReplyShape.SINGLE_LINE, "x".repeat(300));

  private final List<Throwable> failures = new ArrayList<>();

  @Test
  void failsACommandThatIsTooLongAndNoOther() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn(SessionOptions.DEFAULT, "PIPELINING")) {
      List<Integer> deleted = new ArrayList<>();
      server.session().dele(1).subscribe(null, failures::add, () -> deleted.add(1));
      server.session().command(TOO_LONG).subscribe(null, failures::add);
      server.session().dele(2).subscribe(null, failures::add, () -> deleted.add(2));

      assertThat(server.sent()).containsExactly("DELE 1", "DELE 2");
      assertThat(failures).singleElement().isInstanceOf(Pop3LimitException.class);
      server.says("+OK\r\n+OK\r\n");
      assertThat(deleted).containsExactly(1, 2);
      assertThat(failures).hasSize(1);
    }
  }

  @Test
  void failsAnyNumberOfCommandsThatAreTooLong() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn()) {
      server.session().noop().subscribe();
      Flux.range(0, 10_000)
          .flatMap(
              i -> server.session().command(TOO_LONG).doOnError(failures::add).onErrorComplete(),
              10_000)
          .subscribe();
      server.session().dele(1).subscribe();
      assertThat(server.sent()).containsExactly("NOOP");
      server.says("+OK\r\n");

      assertThat(server.sent()).containsExactly("DELE 1");
      assertThat(failures).hasSize(10_000);
    }
  }

  @Test
  void failsAllThatWasSentWhereTheTransportRefusesIt() {
    try (EmbeddedSession server = EmbeddedSession.loggedIn(SessionOptions.DEFAULT, "PIPELINING")) {
      server.channel().pipeline().addFirst(new BrokenPipe());
      server.session().dele(1).subscribe(null, failures::add);
      server.session().dele(2).subscribe(null, failures::add);
      server.channel().runPendingTasks();

      assertThat(failures)
          .hasSize(2)
          .allSatisfy(
              failure ->
                  assertThat(failure)
                      .isInstanceOfSatisfying(
                          Pop3ConnectionException.class, e -> assertThat(e.isSent()).isTrue())
                      .hasRootCauseMessage("Broken pipe"));
      assertThat(server.channel().isOpen()).isFalse();
    }
  }

  private static final class BrokenPipe extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
      ReferenceCountUtil.release(msg);
      promise.setFailure(new IOException("Broken pipe"));
    }
  }
}
