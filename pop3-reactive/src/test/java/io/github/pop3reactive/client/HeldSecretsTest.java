// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.test.server.ScriptedServer;
import io.github.pop3reactive.test.tls.TestCa;
import io.github.pop3reactive.test.tls.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Looks for a secret in what {@link SecretsProbe} writes, logs of all levels included, and in the
 * objects that are alive in it. Not in memory outside of the heap: what was sent lies there until
 * it is overwritten.
 */
class HeldSecretsTest {
  private static final String SECRET = "Tr0ub4dor-hush";

  private static final String LOGGING =
      """
      handlers = java.util.logging.ConsoleHandler
      java.util.logging.ConsoleHandler.level = ALL
      .level = ALL
      # Below that, DIGEST-MD5 and CRAM-MD5 do not run.
      javax.security.sasl.level = CONFIG
      """;

  @TempDir Path directory;

  private final TestCa ca = new TestCa();
  private final TestCertificate certificate = ca.good();

  private ScriptedServer server(boolean tls, boolean refuses) {
    return ScriptedServer.start(new SecretsServer(SECRET, certificate, tls, refuses));
  }

  private static String port(ScriptedServer server) {
    return Integer.toString(server.port());
  }

  private Path probe(
      ScriptedServer tls, ScriptedServer clear, ScriptedServer noTls, ScriptedServer noClear)
      throws Exception {
    Files.writeString(directory.resolve("secret"), SECRET);
    Files.writeString(directory.resolve("ca.pem"), ca.certificatePem());
    Path logging = Files.writeString(directory.resolve("logging.properties"), LOGGING);
    Path output = directory.resolve("output");
    Process probe =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Xmx128m",
                "-Dio.netty.handler.ssl.noOpenSsl=true",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                "-Djava.util.logging.config.file=" + logging,
                SecretsProbe.class.getName(),
                directory.toString(),
                "tls",
                port(tls),
                "stls",
                port(clear),
                "clear",
                port(clear),
                "tls",
                port(noTls),
                "stls",
                port(noClear),
                "clear",
                port(noClear))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(probe.waitFor(150, TimeUnit.SECONDS)).isTrue();
      assertThat(probe.exitValue()).as("%s", Files.readString(output)).isZero();
    } finally {
      probe.destroyForcibly();
    }
    return output;
  }

  @Test
  @Timeout(200)
  void noSecretIsWrittenOrHeldOnceALoginIsDecided() throws Exception {
    OctetSearch search = new OctetSearch(SECRET);
    try (ScriptedServer tls = server(true, false);
        ScriptedServer clear = server(false, false);
        ScriptedServer noTls = server(true, true);
        ScriptedServer noClear = server(false, true)) {
      Path output = probe(tls, clear, noTls, noClear);
      for (ScriptedServer server : List.of(tls, clear, noTls, noClear)) {
        server.assertNoFailures();
      }
      String written = Files.readString(output);
      assertThat(written).contains(" DEBUG ").contains(" TRACE ");
      assertThat(written.lines().filter(line -> line.startsWith("in: "))).hasSize(3 * 17 - 3);
      assertThat(written.lines().filter(line -> line.startsWith("refused: "))).hasSize(3 * 17 + 3);
      assertThat(search.in(output)).isEmpty();
      assertThat(search.in(directory.resolve("held-by-library.hprof"))).isEmpty();
      assertThat(search.in(directory.resolve("held-by-probe.hprof")))
          .anyMatch(found -> found.startsWith(SECRET + " in ISO-8859-1"))
          .anyMatch(found -> found.startsWith(SECRET + " in UTF-16BE"))
          .anyMatch(found -> found.startsWith(SECRET + " in UTF-16LE"))
          .anyMatch(found -> found.startsWith("base64 "));
    }
  }
}
