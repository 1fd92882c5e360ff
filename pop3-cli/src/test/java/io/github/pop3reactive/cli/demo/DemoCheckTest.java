// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCheckTest {
  @TempDir Path directory;

  private final DemoCheck check = new DemoCheck("run", 6);
  private Path fresh;

  private static byte[] withLf(int number) {
    String text = new String(new DemoMail("run", 0, number).octets(), StandardCharsets.ISO_8859_1);
    return text.replace("\r\n", "\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  @BeforeEach
  void deliver() throws IOException {
    fresh = Files.createDirectories(directory.resolve("box").resolve("new"));
    for (int number = 0; number < 6; number++) {
      Files.write(fresh.resolve("m" + number), withLf(number));
    }
  }

  @Test
  void findsNothingWhereAllIsThere() throws IOException {
    assertThat(check.problems(directory, 0, "box")).isEmpty();
  }

  @Test
  void findsWhatIsMissingOrAltered() throws IOException {
    Files.delete(fresh.resolve("m1"));
    byte[] altered = withLf(4);
    altered[altered.length / 2] ^= 1;
    Files.write(fresh.resolve("m4"), altered);
    assertThat(check.problems(directory, 0, "box"))
        .containsExactly(
            directory.resolve("box") + ": message 1 is not there byte for byte",
            directory.resolve("box") + ": message 4 is not there byte for byte",
            directory.resolve("box") + ": 1 files are no message of this run");
  }

  @Test
  void findsWhatCameTwice() throws IOException {
    Files.write(fresh.resolve("again"), withLf(2));
    assertThat(check.problems(directory, 0, "box"))
        .containsExactly(directory.resolve("box") + ": 1 files are no message of this run");
  }

  @Test
  void findsThatThereIsNoMaildir() throws IOException {
    assertThat(check.problems(directory, 0, "other")).hasSize(6);
  }

  @Test
  void mailIsHardAndIsTheSameEachTime() {
    StringBuilder all = new StringBuilder();
    for (int number = 0; number < 40; number++) {
      byte[] octets = new DemoMail("run", 1, number).octets();
      assertThat(octets).isEqualTo(new DemoMail("run", 1, number).octets());
      String text = new String(octets, StandardCharsets.ISO_8859_1);
      assertThat(text).endsWith("\r\n").doesNotEndWith("\r\n\r\n");
      assertThat(text.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
      all.append(text);
    }
    assertThat(all.toString()).contains("\r\n.\r\n", "\r\n..", "\r\n\r\n\r\n");
    assertThat(all.chars().anyMatch(c -> c > 127)).isTrue();
    assertThat(all.toString().lines()).anyMatch(line -> line.length() > 5_000);
    assertThat(all.length()).isGreaterThan(1_000_000);
  }
}
