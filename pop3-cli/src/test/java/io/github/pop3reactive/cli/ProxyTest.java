// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.cli.CliRunner.Result;
import io.github.pop3reactive.test.server.ScriptedServer;
import io.github.pop3reactive.test.server.ServerScript;
import io.github.pop3reactive.test.tls.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyTest {
  private static final TestCa CA = new TestCa();

  /** A proxy that is the mail server as well. */
  private static final ServerScript PROXY =
      c -> {
        c.expect("CONNECT mail.example.org:995 HTTP/1.1");
        String line = c.readLine();
        while (line != null && !line.isEmpty()) {
          line = c.readLine();
        }
        c.sendRaw("HTTP/1.1 200 OK\r\n\r\n");
        c.startTls(CA.good("mail.example.org"));
        c.send("+OK");
        c.expect("CAPA");
        c.send("-ERR");
        c.expect("USER ann");
        c.send("+OK");
        c.expect("PASS hunter2");
        c.send("-ERR [AUTH] no");
      };

  @Test
  void connectsThroughAProxy(@TempDir Path directory) throws IOException {
    Path ca = Files.writeString(directory.resolve("ca.pem"), CA.certificatePem());
    CliRunner cli = new CliRunner();
    cli.environment.put("PW", "hunter2");
    try (ScriptedServer proxy = ScriptedServer.start(PROXY)) {
      Result result =
          cli.run(
              "list",
              "pop3s://ann@mail.example.org",
              "--password-env",
              "PW",
              "--trust",
              ca,
              "--proxy",
              "http://localhost:" + proxy.port());
      proxy.awaitScripts();
      assertThat(proxy.connections()).hasSize(1);
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err()).contains("pop3 list: ");
    }
  }
}
