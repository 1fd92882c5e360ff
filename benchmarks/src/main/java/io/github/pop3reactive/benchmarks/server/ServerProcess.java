// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.server;

import io.github.pop3reactive.benchmarks.server.CannedServer.Security;
import io.netty.handler.ssl.OpenSsl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The process of the server. It says what its maildrops hold and which ports it listens on, then
 * answers {@code count} on its input until that ends.
 */
public final class ServerProcess {
  private ServerProcess() {}

  /** Takes threads, delay in milliseconds, a file for the certificate, name:messages:octets.... */
  public static void run(String[] args) throws IOException, GeneralSecurityException {
    Map<String, Maildrop> maildrops = new LinkedHashMap<>();
    for (String spec : Arrays.asList(args).subList(3, args.length)) {
      Maildrop maildrop = Maildrop.parse(spec);
      maildrops.put(maildrop.facts().name(), maildrop);
      System.out.println("maildrop " + maildrop.facts().toLine());
    }
    try (CannedServer server = new CannedServer(maildrops, Integer.parseInt(args[0]))) {
      server.writeCertificate(Path.of(args[2]));
      Duration delay = Duration.ofMillis(Long.parseLong(args[1]));
      System.out.println("port plain " + server.listen(Security.PLAIN, Duration.ZERO));
      System.out.println("port plain-delayed " + server.listen(Security.PLAIN, delay));
      System.out.println("port tls " + server.listen(Security.TLS, Duration.ZERO));
      System.out.println("port tls-full " + server.listen(Security.TLS_FULL, Duration.ZERO));
      System.out.println("tls " + (OpenSsl.isAvailable() ? "boringssl" : "jdk"));
      System.out.println("ready");
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      while (in.readLine() != null) {
        System.out.println("count " + server.counters().take());
      }
    }
  }
}
