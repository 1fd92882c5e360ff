// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.test.server.Login;
import io.github.pop3reactive.test.server.ScriptedServer;
import io.github.pop3reactive.test.tls.TestCa;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A message of 2 GiB through {@link StreamMessageToFile} in a JVM of its own with a small heap. */
class HugeMessageIT {
  private static final long MESSAGE_OCTETS = 2L << 30;

  @TempDir Path dir;

  @Test
  @Timeout(300)
  void fitsIntoAHeapOf64Megabytes() throws Exception {
    TestCa ca = new TestCa();
    Path trust = Files.writeString(dir.resolve("ca.pem"), ca.certificatePem());
    Path message = dir.resolve("huge.eml");
    try (ScriptedServer server =
        ScriptedServer.startTls(
            ca.good(),
            c -> {
              Login.withoutCapa(c);
              c.expect("RETR 1");
              c.send("+OK");
              c.sendGenerated(MESSAGE_OCTETS, 78, true);
              c.expect("QUIT");
              c.send("+OK");
              c.close();
            })) {
      ProcessBuilder command =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-Xmx64m",
                      "-cp",
                      System.getProperty("java.class.path"),
                      StreamMessageToFile.class.getName(),
                      "pop3s://ann@localhost:" + server.port(),
                      "1",
                      message.toString()))
              .redirectErrorStream(true);
      command.environment().put("POP3_PASSWORD", "secret");
      command.environment().put("POP3_TRUST", trust.toString());
      Process process = command.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
      assertThat(output).contains(MESSAGE_OCTETS + " octets");
      server.assertNoFailures();
    }
    assertThat(Files.size(message)).isEqualTo(MESSAGE_OCTETS);
    try (RandomAccessFile file = new RandomAccessFile(message.toFile(), "r")) {
      file.seek(MESSAGE_OCTETS - 2);
      assertThat(file.readUnsignedShort()).isEqualTo('\r' << 8 | '\n');
    }
  }
}
