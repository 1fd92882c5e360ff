// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.sasl.SaslMechanisms;
import io.github.pop3reactive.sasl.ScramOptions;
import io.github.pop3reactive.session.LoginFailure;
import io.github.pop3reactive.session.LoginMethod;
import io.github.pop3reactive.session.LoginOrder;
import io.github.pop3reactive.session.Pop3Exception;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.tls.TlsOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Cleaner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;

/**
 * A program that logs in in every way, with a secret that only a file holds, prints all that can be
 * printed, and writes its heap down: while sessions, clients and failures are held, and once more
 * while it holds the secret itself.
 */
final class SecretsProbe {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final List<Object> HELD = new ArrayList<>();

  private SecretsProbe() {}

  /**
   * Takes a directory and, for each server, {@code tls}, {@code stls} or {@code clear} and port.
   */
  public static void main(String[] args)
      throws IOException, CertificateException, InterruptedException {
    Path directory = Path.of(args[0]);
    Path secret = directory.resolve("secret");
    for (int i = 1; i < args.length; i += 2) {
      Pop3Client client = client(directory, args[i], Integer.parseInt(args[i + 1]));
      ways().forEach(way -> logIn(client, way, secret));
    }
    letTheJdkWipe();
    dump(directory.resolve("held-by-library.hprof"));
    String known = Files.readString(secret);
    HELD.add(known);
    HELD.add(known.toCharArray());
    HELD.add(known + "\u20ac");
    HELD.add(Base64.getEncoder().encode(("\0ann\0" + known).getBytes(StandardCharsets.UTF_8)));
    dump(directory.resolve("held-by-probe.hprof"));
    System.out.println("held " + HELD.size());
    System.exit(0);
  }

  private static Pop3Client client(Path directory, String mode, int port)
      throws IOException, CertificateException {
    TlsOptions trusting = TlsOptions.DEFAULT.trust(directory.resolve("ca.pem"));
    Pop3Client client = Pop3Client.create().tls(tls -> trusting);
    return (switch (mode) {
          case "tls" -> client;
          case "stls" -> client.stls();
          default -> client.plaintext().plaintextLogin();
        })
        .host("localhost")
        .port(port);
  }

  private static List<LoginMethod> ways() {
    ScramOptions scram = ScramOptions.DEFAULT.withChannelBindings("tls-server-end-point");
    List<LoginMethod> ways = new ArrayList<>();
    SaslMechanisms.strongestFirst(scram).forEach(way -> ways.add(LoginMethod.sasl(way)));
    ways.add(LoginMethod.sasl(SaslMechanisms.ntlm()));
    ways.add(LoginMethod.USER_PASS);
    ways.add(LoginMethod.APOP);
    return ways;
  }

  private static void logIn(Pop3Client server, LoginMethod way, Path secret) {
    Mono<String> read = Mono.fromCallable(() -> Files.readString(secret));
    Credentials credentials =
        switch (way.name()) {
          case "XOAUTH2", "OAUTHBEARER" -> Credentials.token("ann", renew -> read);
          case "EXTERNAL" -> Credentials.external("ann");
          case "ANONYMOUS" -> Credentials.anonymous("ann");
          default -> Credentials.of("ann", read);
        };
    Pop3Client client =
        server.options(o -> o.loginOrder(LoginOrder.of(way))).credentials(credentials);
    HELD.add(client);
    System.out.println(way + " " + client + " " + client.config());
    try {
      Pop3Session session = client.connect().block(SOON);
      HELD.add(session);
      System.out.println("in: " + way + " " + session + " " + session.capabilities());
      session.onClose().subscribe(null, lost -> System.out.println(lost));
    } catch (Pop3Exception refused) {
      HELD.add(refused);
      System.out.println("refused: " + way + " " + LoginFailure.of(refused));
      refused.printStackTrace(System.out);
    }
  }

  /** A key of PBKDF2 that is garbage has its copy of the password until its cleaner has run. */
  private static void letTheJdkWipe() throws InterruptedException {
    Cleaner cleaner = Cleaner.create();
    for (int round = 0; round < 3; round++) {
      CountDownLatch cleaned = new CountDownLatch(1);
      cleaner.register(new Object(), cleaned::countDown);
      while (!cleaned.await(100, TimeUnit.MILLISECONDS)) {
        System.gc();
      }
    }
  }

  private static void dump(Path file) throws IOException {
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(file.toString(), true);
  }
}
