// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The tests that the tables of docs/ name exist, and each duty has one or says why it is not met.
 */
class RfcTableTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern TEST =
      Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+))?`|`([\\w-]+\\.pop3)`");
  private static final Pattern ANNOTATION =
      Pattern.compile("\\n  @(?:Parameterized|Repeated)?Test\\b");

  private static Map<String, Path> testFiles() throws IOException {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(ROOT)) {
      all.filter(file -> file.toString().contains("/src/test/"))
          .filter(Files::isRegularFile)
          .forEach(file -> files.put(file.getFileName().toString(), file));
    }
    return files;
  }

  private static boolean exists(MatchResult named, Map<String, Path> files) {
    if (named.group(3) != null) {
      return files.containsKey(named.group(3));
    }
    Path file = files.get(named.group(1) + ".java");
    return file != null && (named.group(2) == null || hasTest(file, named.group(2)));
  }

  /** Returns whether an annotation stands between the method and the end of the one before. */
  private static boolean hasTest(Path file, String method) {
    try {
      String source = Files.readString(file);
      int at = source.indexOf("\n  void " + method + "(");
      String before = source.substring(0, Math.max(at, 0));
      int end = Math.max(before.lastIndexOf("\n  }\n"), 0);
      return ANNOTATION.matcher(before.substring(end)).find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rfc.md", "quirks.md"})
  void namesTestsThatExist(String document) throws IOException {
    Map<String, Path> files = testFiles();
    List<MatchResult> named =
        TEST.matcher(Files.readString(ROOT.resolve("docs").resolve(document))).results().toList();
    assertThat(named).hasSizeGreaterThan(50);
    assertThat(named.stream().filter(test -> !exists(test, files)).map(MatchResult::group))
        .isEmpty();
  }

  @Test
  void showsEachDutyOrSaysThatItIsNotMet() throws IOException {
    List<String> rows =
        Files.readAllLines(ROOT.resolve("docs/rfc.md")).stream()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| Duty"))
            .toList();
    assertThat(rows).hasSizeGreaterThan(50);
    assertThat(rows)
        .allSatisfy(row -> assertThat(row.split(" \\|", -1)).hasSize(4))
        .allMatch(row -> row.contains("**not ") || TEST.matcher(row).find());
  }
}
