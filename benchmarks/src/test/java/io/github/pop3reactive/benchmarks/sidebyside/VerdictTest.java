// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that only the machine made void can be told from one in which a client failed. */
class VerdictTest {

  @ParameterizedTest
  @CsvSource({"20, VALID, 0", "NaN, VALID, 0", "19.9, UNFIT, 3", "0, UNFIT, 3"})
  void looksAtTheSpeedOfTheReferencePoint(double factor, Verdict verdict, int exitCode) {
    assertThat(Verdict.of(List.of(), factor)).isEqualTo(verdict);
    assertThat(verdict.exitCode()).isEqualTo(exitCode);
  }

  @ParameterizedTest
  @CsvSource({"20", "NaN", "19.9"})
  void isAFailureOfAClientFirst(double factor) {
    assertThat(Verdict.of(List.of("checksum"), factor)).isEqualTo(Verdict.FAILED);
    assertThat(Verdict.FAILED.exitCode()).isEqualTo(1);
  }

  private static int run(String workload, String clients, String... more) throws IOException {
    List<String> args =
        new ArrayList<>(List.of("--scale=0.001", "--warmup-seconds=0", "--rounds=1"));
    args.addAll(List.of("--round-millis=1", "--workloads=" + workload, "--clients=" + clients));
    args.addAll(List.of(more));
    return SideBySide.run(args.toArray(String[]::new));
  }

  @Test
  void isGoodWhereAllRead() throws IOException {
    assertThat(run("small", "least,commons-net")).isZero();
  }

  @Test
  void isAFailureWhereAClientFails() throws IOException {
    assertThat(
            run(
                "bulk-tls",
                "least,commons-net",
                "--jvm-args=-Djdk.tls.client.cipherSuites=TLS_RSA_WITH_NULL_MD5"))
        .isOne();
  }

  @Test
  void missesWhatWasNamedAndDidNotTakePart() {
    RunOptions options = new RunOptions();
    options.workloads = List.of("small");
    options.clients = List.of("least", "all");
    assertThat(Verdict.absent(options, List.of()))
        .containsExactly("small: did not take part", "least: did not take part");
  }

  @Test
  void isAFailureWhereAClientDoesNotTakePart() throws IOException {
    assertThat(run("small", "least,leest")).isOne();
  }
}
