// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.pop3reactive.test.transcript.Step.ClientSends;
import io.github.pop3reactive.test.transcript.Step.Eof;
import io.github.pop3reactive.test.transcript.Step.Reset;
import io.github.pop3reactive.test.transcript.Step.ServerSends;
import io.github.pop3reactive.test.transcript.Step.Stall;
import io.github.pop3reactive.test.transcript.Step.StartTls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptTest {
  @Test
  void aFileIsReadIntoSteps() {
    Transcript transcript = Transcript.load(TranscriptTest.class, "sample.pop3");

    assertThat(transcript.steps())
        .containsExactly(
            new ServerSends("+OK ready\r\n"),
            new ClientSends("RETR 1"),
            new ServerSends(
                "+OK\r\nSubject: \u00c3\u00a9\r\n\r\nline\r\nline\r\na\\b.c\t\0\r\n.\r\n"),
            new StartTls(),
            new ClientSends("QUIT"),
            new ServerSends("+OK\r\n"),
            new Eof());
  }

  @Test
  void blanksInAndAfterTheTextCount() {
    assertThat(Transcript.parse("C:  a \nS|  ").steps())
        .containsExactly(new ClientSends(" a "), new ServerSends(" "));
  }

  @Test
  void theServerMayResetOrFallSilent() {
    assertThat(Transcript.parse("STALL\nRST").steps()).containsExactly(new Stall(), new Reset());
  }

  @Test
  void octetsAreOnePerChar() {
    assertThat(new ClientSends("a\u00ff").octets()).containsExactly('a', 0xff, '\r', '\n');
    assertThat(Transcript.parse("S| \\xfF\nEOF\nS| b").serverOctets()).containsExactly(0xff, 'b');
  }

  @ParameterizedTest
  @ValueSource(strings = {"X: a", "S", "S: \\q", "S: \\", "S| \\x1", "S* many a", "C: a\\r\\nb"})
  void whatIsNotUnderstoodIsNamed(String line) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Transcript.parse("# first\n" + line))
        .withMessageStartingWith("line 2: ");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Transcript.load(TranscriptTest.class, "none.pop3"))
        .withMessageContaining("none.pop3");
  }
}
