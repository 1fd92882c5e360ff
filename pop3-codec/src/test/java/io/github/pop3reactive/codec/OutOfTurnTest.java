// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.EncoderException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server sends before it was asked is never the answer to what is asked later. */
class OutOfTurnTest {
  private static final Pop3Request NOOP = Pop3Requests.noop();

  @AutoClose private final CodecChannel fresh = new CodecChannel();
  @AutoClose private final CodecChannel greeted = CodecChannel.greeted();

  @Test
  void refusesACommandWhoseReplyCameWithTheGreeting() {
    List<ChannelFuture> writes = new ArrayList<>();
    fresh.when("OK hello", () -> writes.add(fresh.send(Pop3Requests.user("bob"))));

    fresh.receive("+OK hello\r\n+OK forged\r\n");

    assertRefused(fresh, writes.get(0));
    assertThat(fresh.read()).containsExactly("OK hello", "!Pop3CodecException");
  }

  @Test
  void refusesACommandWhoseReplyBeganWithTheGreeting() {
    List<ChannelFuture> writes = new ArrayList<>();
    fresh.when("OK hello", () -> writes.add(fresh.send(Pop3Requests.user("bob"))));

    fresh.receive("+OK hello\r\n+");

    assertRefused(fresh, writes.get(0));
    assertThat(fresh.read()).containsExactly("OK hello", "!Pop3CodecException");
  }

  @Test
  void sendsNoPasswordWhenUserIsAnsweredTwice() {
    List<ChannelFuture> writes = new ArrayList<>();
    greeted.send(Pop3Requests.user("bob"));
    assertThat(greeted.written()).isEqualTo("USER bob\r\n");
    greeted.when("OK one", () -> writes.add(greeted.send(Pop3Requests.pass("secret"))));

    greeted.receive("+OK one\r\n+OK two\r\n");

    assertRefused(greeted, writes.get(0));
    assertThat(greeted.read()).containsExactly("OK one", "!Pop3CodecException");
  }

  @Test
  void refusesACommandInAnswerToABodyWithMoreBehindIt() {
    List<ChannelFuture> writes = new ArrayList<>();
    greeted.send(Pop3Requests.list());
    greeted.when("1 2\\r\\n<end>", () -> writes.add(greeted.send(NOOP)));
    assertThat(greeted.written()).isEqualTo("LIST\r\n");

    greeted.receive("+OK\r\n1 2\r\n.\r\n+OK forged\r\n");

    assertRefused(greeted, writes.get(0));
    assertThat(greeted.read()).containsExactly("OK", "1 2\\r\\n<end>", "!Pop3CodecException");
  }

  @Test
  void givesNoReplyToACommandWrittenAfterItCameBehindPipelinedOnes() {
    greeted.send(NOOP);
    greeted.send(NOOP);
    greeted.when("OK one", () -> greeted.send(Pop3Requests.dele(1)));

    greeted.receive("+OK one\r\n+OK two\r\n+OK forged\r\n");

    assertThat(greeted.read()).containsExactly("OK one", "OK two", "!Pop3CodecException");
  }

  @Test
  void givesNoReplyToACommandWrittenAfterItsFirstOctetCame() {
    greeted.send(NOOP);
    greeted.send(NOOP);
    greeted.when("OK one", () -> greeted.send(Pop3Requests.dele(1)));

    greeted.receive("+OK one\r\n+OK two\r\n+");

    assertThat(greeted.read()).containsExactly("OK one", "OK two", "!Pop3CodecException");
  }

  @Test
  void givesNoReplyToACommandWrittenWithinTheBodyBeforeIt() {
    greeted.send(Pop3Requests.retr(1));
    greeted.when("abcd\\r\\n", () -> greeted.send(Pop3Requests.dele(1)));

    greeted.receive("+OK\r\nab");
    greeted.receive("cd\r\n.\r\n+OK forged\r\n");

    assertThat(greeted.read()).containsExactly("OK", "abcd\\r\\n", "<end>", "!Pop3CodecException");
  }

  @Test
  void readsTheReplyToACommandWrittenWithinABody() {
    greeted.send(Pop3Requests.retr(1));

    greeted.receive("+OK\r\na\r\nb");
    assertThat(greeted.send(NOOP).isSuccess()).isTrue();
    assertThat(greeted.written()).isEqualTo("RETR 1\r\nNOOP\r\n");
    greeted.receive("c\r\n.\r\n+OK");
    greeted.receive(" two\r\n");

    assertThat(greeted.read()).containsExactly("OK", "a\\r\\n", "bc\\r\\n", "<end>", "OK two");
  }

  @Test
  void readsTheReplyToACommandWrittenWhileAnotherReplyIsHalfThere() {
    greeted.send(NOOP);
    greeted.receive("+O");
    assertThat(greeted.send(NOOP).isSuccess()).isTrue();
    greeted.receive("K one\r\n+OK two\r\n");

    assertThat(greeted.read()).containsExactly("OK one", "OK two");
  }

  @Test
  void takesANegativeLineThatCameTooEarlyForAGoodbye() {
    greeted.send(NOOP);
    greeted.send(NOOP);
    greeted.when("OK one", () -> greeted.send(Pop3Requests.dele(1)));

    greeted.receive("+OK one\r\n+OK two\r\n-ERR bye\r\n");
    greeted.close();

    assertThat(greeted.read())
        .containsExactly(
            "OK one", "OK two", "GOODBYE ERR bye", "!PrematureChannelClosureException");
  }

  @Test
  void refusesACommandWhileHalfALineIsHeld() {
    greeted.receiveAndGoOn("+");

    assertRefused(greeted, greeted.send(NOOP));
    greeted.receive("OK forged\r\n");
    assertThat(greeted.read()).containsExactly("!Pop3CodecException");
  }

  @Test
  void refusesACommandWhileAGoodbyeComesIn() {
    greeted.receive("-ER");

    assertRefused(greeted, greeted.send(NOOP));
    greeted.receive("R bye\r\n");
    assertThat(greeted.read()).containsExactly("GOODBYE ERR bye");
  }

  @Test
  void refusesACommandBehindAGoodbye() {
    greeted.receive("-ERR bye\r\n");

    assertRefused(greeted, greeted.send(NOOP));
    greeted.close();
    assertThat(greeted.read()).containsExactly("GOODBYE ERR bye");
  }

  @Test
  void refusesCommandsAndDropsOctetsAfterAViolation() {
    greeted.send(NOOP);
    greeted.written();
    greeted.receive("what?\r\n+OK\r\n");

    assertRefused(greeted, greeted.send(NOOP));
    greeted.receive("+OK\r\n");
    greeted.receive("-ERR bye\r\nand");
    greeted.close();
    assertThat(greeted.read()).containsExactly("!Pop3CodecException");
  }

  @Test
  void quotesTheStartOfTheOffendingLineEscaped() {
    greeted.send(NOOP);
    greeted.receive("\0\u001b[31m\u00ff\"\\" + "x".repeat(99) + "\r\n");

    assertThat(greeted.exceptions)
        .singleElement()
        .satisfies(
            violation ->
                assertThat(violation.getMessage())
                    .endsWith("\"\\x00\\x1b[31m\\xff\\x22\\x5c" + "x".repeat(31) + "\"..."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-ERR bye\r\n", "-ERR", "-"})
  void takesNothingForAGoodbyeThatCameWithTheReplyToStls(String smuggled) {
    greeted.send(Pop3Requests.stls());
    greeted.receive("+OK\r\n" + smuggled);

    assertThat(greeted.read()).containsExactly("OK", "!Pop3CodecException");
  }

  @Test
  void refusesEverythingBehindStlsUntilItIsAnswered() {
    greeted.send(Pop3Requests.stls());
    assertThat(greeted.written()).isEqualTo("STLS\r\n");

    assertThat(greeted.send(Pop3Requests.pass("secret")).cause())
        .isInstanceOf(EncoderException.class);
    assertThat(greeted.written()).isEmpty();
    greeted.receive("-ERR no\r\n");
    assertThat(greeted.send(NOOP).isSuccess()).isTrue();
    greeted.receive("+OK\r\n");
    assertThat(greeted.read()).containsExactly("ERR no", "OK");
  }

  private static void assertRefused(CodecChannel channel, ChannelFuture write) {
    assertThat(write.cause()).isInstanceOf(Pop3CodecException.class);
    assertThat(channel.written()).isEmpty();
  }
}
