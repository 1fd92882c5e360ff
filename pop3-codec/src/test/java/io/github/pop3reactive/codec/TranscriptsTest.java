// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays every transcript that lies beside this class. */
class TranscriptsTest {
  private static final Path DIRECTORY = directory();

  @ParameterizedTest(name = "{0}")
  @MethodSource("transcripts")
  void everyCutGivesTheExpectedObjects(Path name) {
    CodecTranscript transcript = CodecTranscript.read(DIRECTORY.resolve(name));

    assertThat(transcript.play()).containsExactlyElementsOf(transcript.expected());
  }

  static List<Path> transcripts() throws IOException {
    try (Stream<Path> files = Files.walk(DIRECTORY)) {
      return files
          .filter(file -> file.toString().endsWith(".pop3"))
          .map(DIRECTORY::relativize)
          .sorted()
          .toList();
    }
  }

  private static Path directory() {
    try {
      URL one = Objects.requireNonNull(TranscriptsTest.class.getResource("session.pop3"));
      return Path.of(one.toURI()).getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
