// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.cli.CliRunner.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  private static final String FRESH = "/new/";

  @TempDir Path directory;

  private Result run() {
    return new CliRunner().run("demo", directory, "--mailboxes", 7, "--messages", 6);
  }

  @Test
  void takesInEachRunsMailAndTouchesNoOther() throws IOException {
    Result first = run();
    assertThat(first.exitCode()).as(first.everything()).isZero();
    Map<Path, String> before = DirectoryContent.stamps(directory, FRESH);
    assertThat(before).hasSize(42);

    Result second = run();
    assertThat(second.exitCode()).as(second.everything()).isZero();
    assertThat(DirectoryContent.stamps(directory, FRESH)).hasSize(84).containsAllEntriesOf(before);
    assertThat(second.out())
        .contains("All 42 messages are there, byte for byte")
        .contains("7 mailboxes: 42 listed, 0 known, 42 taken in")
        .contains("7 mailboxes: 42 listed, 42 known, 0 taken in")
        .contains("The second poll listed 42 messages and took in 0");
  }
}
