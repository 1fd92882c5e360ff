// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.cli.CliRunner.Result;
import io.github.pop3reactive.test.server.MaildropServer;
import io.github.pop3reactive.test.tls.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaintextAndStlsTest {
  private static final TestCa CA = new TestCa();

  @TempDir Path directory;

  @AutoClose
  private final MaildropServer plain = MaildropServer.builder().user("ann", "hunter2").start();

  @AutoClose
  private final MaildropServer stls =
      MaildropServer.builder().user("ann", "hunter2").stls(CA.good()).start();

  private final CliRunner cli = new CliRunner();

  @BeforeEach
  void typeThePassword() {
    cli.typed = "hunter2";
  }

  private static String uri(MaildropServer server) {
    return "pop3://ann@localhost:" + server.port();
  }

  @Test
  void stlsIsWhatAPop3UriMeans() throws IOException {
    Path ca = Files.writeString(directory.resolve("ca.pem"), CA.certificatePem());
    Result result = cli.run("list", uri(stls), "--trust", ca);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(stls.commands()).contains("STLS");
    assertThat(cli.questions).containsExactly("Password for ann@localhost:" + stls.port() + ": ");
  }

  @Test
  void noPasswordIsSentToAServerWithoutStls() {
    Result result = cli.run("list", uri(plain));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("pop3 list: STLS: the server does not offer it");
    assertThat(plain.commands()).doesNotContain("USER", "PASS", "AUTH");
  }

  @Test
  void aPasswordGoesInClearOnlyIfThatIsSaidTwice() {
    assertThat(cli.run("list", uri(plain), "--plaintext").exitCode()).isEqualTo(2);
    assertThat(cli.run("list", uri(plain), "--plaintext-login").exitCode()).isEqualTo(1);
    assertThat(plain.commands()).doesNotContain("USER", "PASS", "AUTH");
    assertThat(cli.run("list", uri(plain), "--plaintext", "--plaintext-login").exitCode()).isZero();
  }
}
