// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest.sink;

import static io.github.pop3reactive.ingest.sink.Messages.chunks;
import static io.github.pop3reactive.ingest.sink.Messages.content;
import static io.github.pop3reactive.ingest.sink.Messages.files;
import static io.github.pop3reactive.ingest.sink.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.ingest.MessageKey;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class EmlDirectorySinkTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private Path temporary;
  private Path directory;
  private EmlDirectorySink sink;

  @BeforeEach
  void nameTheDirectory() {
    directory = temporary.resolve("eml");
    sink = EmlDirectorySink.in(directory);
  }

  private List<String> names() {
    return files(directory).stream().map(file -> file.getFileName().toString()).toList();
  }

  @Test
  void writesOctetsAsTransportedForEveryCut() {
    String text = "Subject: \u00e9\r\n\r\n\r\none\rtwo\nthree\0\r\r\n.\r\n";
    for (int cut = 0; cut <= text.length(); cut++) {
      sink.handle(message("u" + cut, text.substring(0, cut), text.substring(cut))).block(SOON);
    }
    assertThat(files(directory))
        .hasSize(text.length() + 1)
        .allSatisfy(file -> assertThat(content(file)).isEqualTo(text));
  }

  @Test
  void namesFilesAfterMailboxAndUniqueId() {
    sink.handle(message("000001a2.U-7", "a")).block(SOON);
    sink.handle(message(new MessageKey("000001a2.U-7", 2), chunks("a"))).block(SOON);
    assertThat(names())
        .containsExactly(
            "ann@example.org%3A995_000001a2.U-7.eml", "ann@example.org%3A995_000001a2.U-7_c2.eml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../../../etc/passwd", "/etc/passwd", "a/b", "..", ".", "nul\0", "~", "%41", "\\"})
  void keepsHostileUniqueIdsInTheDirectory(String uniqueId) {
    sink.handle(message(uniqueId, "a")).block(SOON);
    assertThat(files(temporary))
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file.getParent()).isEqualTo(directory);
              assertThat(file.getFileName().toString()).matches("[A-Za-z0-9+@.%_-]+\\.eml");
            });
  }

  @Test
  void givesEveryUniqueIdAnotherName() {
    Set<String> names = new HashSet<>();
    List<String> uniqueIds =
        IntStream.rangeClosed(0, 0xff)
            .mapToObj(c -> String.valueOf((char) c))
            .flatMap(c -> Stream.of(c, c + "_c1", "_" + c, c.repeat(200)))
            .distinct()
            .toList();
    for (String uniqueId : uniqueIds) {
      for (int occurrence = 0; occurrence < 2; occurrence++) {
        String name = EmlName.of("m", new MessageKey(uniqueId, occurrence));
        assertThat(names.add(name)).as(name).isTrue();
        assertThat(name.length()).isLessThan(230);
      }
    }
    assertThat(EmlName.of("a_b", new MessageKey("c", 0)))
        .isNotEqualTo(EmlName.of("a", new MessageKey("b_c", 0)));
  }

  @Test
  void neverReplacesAFile() {
    for (int i = 0; i < 3; i++) {
      sink.handle(message("u", "message " + i)).block(SOON);
    }
    assertThat(files(directory))
        .extracting(Messages::content)
        .containsExactlyInAnyOrder("message 0", "message 1", "message 2");
    assertThat(names()).contains("ann@example.org%3A995_u.eml", "ann@example.org%3A995_u_1.eml");
  }

  @Test
  void writesWithLongNamesAtOnce() {
    String uniqueId = "\u00ff".repeat(1000);
    Flux.range(0, 20).flatMap(i -> sink.handle(message(uniqueId, "message " + i))).blockLast(SOON);
    assertThat(names()).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void leavesNothingOfAMessageThatIsCut() {
    Flux<ByteBuf> cut = chunks("Subject: x\r\n", "half").concatWith(Mono.error(new IOException()));
    StepVerifier.create(sink.handle(message(new MessageKey("u", 0), cut)))
        .expectError(IOException.class)
        .verify(SOON);
    assertThat(files(temporary)).isEmpty();
  }
}
