// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

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

/** Plays the transcripts of servers with ways of their own, which docs/quirks.md lists. */
class ServerTranscriptsTest {
  private static final Path DIRECTORY = directory();

  @ParameterizedTest(name = "{0}")
  @MethodSource("transcripts")
  void playsInMemoryHoweverCut(Path name) {
    ServerTranscript.read(DIRECTORY.resolve(name)).playInMemory();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("transcripts")
  void playsOverASocket(Path name) throws Exception {
    ServerTranscript.read(DIRECTORY.resolve(name)).playOverASocket();
  }

  static List<Path> transcripts() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files.map(DIRECTORY::relativize).sorted().toList();
    }
  }

  private static Path directory() {
    try {
      URL one =
          Objects.requireNonNull(ServerTranscriptsTest.class.getResource("servers/gmail.pop3"));
      return Path.of(one.toURI()).getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
