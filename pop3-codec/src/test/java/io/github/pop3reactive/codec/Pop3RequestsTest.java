// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Pop3RequestsTest {
  private static final List<Function<String, Pop3Request>> WITH_TEXT =
      List.of(
          Pop3Requests::user,
          Pop3Requests::pass,
          text -> Pop3Requests.apop(text, "0a1b"),
          Pop3Requests::auth,
          text -> Pop3Requests.auth("PLAIN", text),
          Pop3Requests::authContinuation,
          text -> Pop3Request.of(Pop3Command.valueOf("XTND"), ReplyShape.SINGLE_LINE, "a", text));

  @AutoClose private final CodecChannel channel = CodecChannel.greeted();

  @ParameterizedTest
  @MethodSource
  void writesOneLine(Pop3Request request, String line, ReplyShape shape) {
    channel.send(request);

    assertThat(channel.written()).isEqualTo(line + "\r\n");
    assertThat(request.replyShape()).isEqualTo(shape);
  }

  static Stream<Arguments> writesOneLine() {
    return Stream.of(
        arguments(Pop3Requests.capa(), "CAPA", ReplyShape.MULTI_LINE),
        arguments(Pop3Requests.stls(), "STLS", ReplyShape.LAST_PLAINTEXT),
        arguments(Pop3Requests.user("bob"), "USER bob", ReplyShape.SINGLE_LINE),
        arguments(Pop3Requests.pass("  a b  "), "PASS   a b  ", ReplyShape.SINGLE_LINE),
        arguments(Pop3Requests.pass(""), "PASS ", ReplyShape.SINGLE_LINE),
        arguments(Pop3Requests.apop("bob", "0a1b"), "APOP bob 0a1b", ReplyShape.SINGLE_LINE),
        arguments(Pop3Requests.auth("PLAIN"), "AUTH PLAIN", ReplyShape.CONTINUATION),
        arguments(Pop3Requests.auth("PLAIN", "="), "AUTH PLAIN =", ReplyShape.CONTINUATION),
        arguments(Pop3Requests.authContinuation("AGEAYg=="), "AGEAYg==", ReplyShape.CONTINUATION),
        arguments(Pop3Requests.authContinuation("*"), "*", ReplyShape.CONTINUATION),
        arguments(Pop3Requests.authContinuation(""), "", ReplyShape.CONTINUATION),
        arguments(Pop3Requests.stat(), "STAT", ReplyShape.SINGLE_LINE),
        arguments(Pop3Requests.list(), "LIST", ReplyShape.MULTI_LINE),
        arguments(Pop3Requests.list(3), "LIST 3", ReplyShape.SINGLE_LINE),
        arguments(Pop3Requests.uidl(), "UIDL", ReplyShape.MULTI_LINE),
        arguments(Pop3Requests.uidl(3), "UIDL 3", ReplyShape.SINGLE_LINE),
        arguments(Pop3Requests.retr(2147483647), "RETR 2147483647", ReplyShape.MULTI_LINE),
        arguments(Pop3Requests.top(1, 0), "TOP 1 0", ReplyShape.MULTI_LINE),
        arguments(Pop3Requests.dele(1), "DELE 1", ReplyShape.SINGLE_LINE),
        arguments(Pop3Requests.noop(), "NOOP", ReplyShape.SINGLE_LINE),
        arguments(Pop3Requests.rset(), "RSET", ReplyShape.SINGLE_LINE),
        arguments(Pop3Requests.last(), "LAST", ReplyShape.SINGLE_LINE),
        arguments(Pop3Requests.quit(), "QUIT", ReplyShape.SINGLE_LINE),
        arguments(
            Pop3Request.of(Pop3Command.valueOf("xtnd"), ReplyShape.MULTI_LINE, "XLST", "Subject"),
            "XTND XLST Subject",
            ReplyShape.MULTI_LINE));
  }

  /** The low octets of U+760D and U+760A are CR and LF. */
  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {"\u760d\u760a", "a\u760d\u760aQUIT", "\u00e9", "\u0100", "\u2028", "\ud83d\udd11"})
  void sendsUtf8AndNarrowsNothing(String argument) {
    channel.send(Pop3Requests.pass(argument));

    assertThat(channel.written().getBytes(ISO_8859_1))
        .isEqualTo(("PASS " + argument + "\r\n").getBytes(UTF_8));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource
  void refusesWhatMustNotBeSentAndDoesNotRepeatIt(String character) {
    for (Function<String, Pop3Request> request : WITH_TEXT) {
      for (String argument :
          List.of(
              character,
              "hunter2" + character,
              character + "hunter2",
              "hun" + character + "ter2")) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> request.apply(argument))
            .satisfies(
                refused -> {
                  assertThat(refused.getMessage()).doesNotContain("hun", "ter2", character);
                  assertThat(refused.getCause()).isNull();
                });
      }
    }
  }

  static Stream<String> refusesWhatMustNotBeSentAndDoesNotRepeatIt() {
    Stream<String> controls =
        IntStream.concat(IntStream.range(0, 0x20), IntStream.range(0x7f, 0xa0))
            .mapToObj(Character::toString);
    Stream<String> surrogates = Stream.of("\ud83d", "\udd11", "\udd11\ud83d", "\ud83d\ud83d");
    return Stream.concat(controls, surrogates);
  }

  @Test
  void refusesNumbersThatNoMessageHas() {
    List<Function<Integer, Pop3Request>> numbered =
        List.of(
            Pop3Requests::list,
            Pop3Requests::uidl,
            Pop3Requests::retr,
            Pop3Requests::dele,
            number -> Pop3Requests.top(number, 1));

    for (Function<Integer, Pop3Request> request : numbered) {
      for (int number : new int[] {0, -1, Integer.MIN_VALUE}) {
        assertThatIllegalArgumentException().isThrownBy(() -> request.apply(number));
      }
    }
    assertThatIllegalArgumentException().isThrownBy(() -> Pop3Requests.top(1, -1));
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(strings = {"", "A B", "A\r\nB", "A\0", "\u0130", "NO\u760aOP", "\u007f"})
  void refusesKeywordsThatAreNotPlain(String verb) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pop3Command.valueOf(verb))
        .withMessage("a keyword is 1 to 40 printable US-ASCII characters");
  }

  @Test
  void limitsTheLengthOfKeywords() {
    assertThat(Pop3Command.valueOf("x".repeat(40))).hasToString("X".repeat(40));
    assertThatIllegalArgumentException().isThrownBy(() -> Pop3Command.valueOf("X".repeat(41)));
  }

  @Test
  void showsNoSecret() {
    assertThat(Pop3Requests.pass("hunter2")).hasToString("PASS ***");
    assertThat(Pop3Requests.auth("PLAIN", "hunter2")).hasToString("AUTH PLAIN ***");
    assertThat(Pop3Requests.auth("SCRAM-SHA-256")).hasToString("AUTH SCRAM-SHA-256");
    assertThat(Pop3Requests.auth("hunter2")).hasToString("AUTH ***");
    assertThat(Pop3Requests.authContinuation("hunter2")).hasToString("AUTH ***");
    for (String verb : List.of("PASS", "pass", "Apop", "auth")) {
      assertThat(
              Pop3Request.of(Pop3Command.valueOf(verb), ReplyShape.SINGLE_LINE, "bob", "hunter2")
                  .toString())
          .doesNotContain("hunter2", "bob");
    }
  }

  @Test
  void showsWhatIsNoSecret() {
    assertThat(Pop3Requests.top(7, 20)).hasToString("TOP 7 20");
    assertThat(Pop3Requests.user("bob")).hasToString("USER bob");
    assertThat(Pop3Requests.noop()).hasToString("NOOP");
  }
}
