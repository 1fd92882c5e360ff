// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.sasl.SaslMechanism;
import io.github.pop3reactive.sasl.SaslMechanisms;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.test.server.ScriptedServer;
import io.github.pop3reactive.test.server.ServerConnection;
import io.netty.handler.logging.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Looks for secrets in all that is logged, by anyone at any level, while the wire is logged too.
 */
@Tag("tracelog")
class WireLogTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String SECRET = "Tr0ub4dor-hush";
  private static final Credentials PASSWORD = Credentials.of("ann", SECRET);
  private static final Credentials TOKEN = Credentials.token("ann", Mono.just(SECRET));

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private PrintStream before;
  private Level levelBefore;

  /** At FINE the JDK's mechanisms would write secrets down, and are therefore withheld. */
  private final Logger ofTheJdk = Logger.getLogger("javax.security.sasl");

  private final Handler handler =
      new Handler() {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord entry) {
          log.writeBytes(formatter.format(entry).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    before = System.err;
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    handler.setLevel(Level.ALL);
    Logger root = Logger.getLogger("");
    levelBefore = root.getLevel();
    root.setLevel(Level.ALL);
    root.addHandler(handler);
    ofTheJdk.setLevel(Level.CONFIG);
    assertThat(LoggerFactory.getLogger(WireLogTest.class).isTraceEnabled()).isTrue();
  }

  @AfterEach
  void stopListening() {
    Logger.getLogger("").removeHandler(handler);
    Logger.getLogger("").setLevel(levelBefore);
    ofTheJdk.setLevel(null);
    System.setErr(before);
  }

  static Stream<SaslMechanism> mechanisms() {
    return SaslMechanisms.strongestFirst().stream()
        .filter(mechanism -> !mechanism.name().endsWith("-PLUS"));
  }

  private static Credentials credentialsFor(SaslMechanism mechanism) {
    return switch (mechanism.name()) {
      case "XOAUTH2", "OAUTHBEARER" -> TOKEN;
      case "EXTERNAL" -> Credentials.external("ann-" + SECRET);
      case "ANONYMOUS" -> Credentials.anonymous("ann-" + SECRET);
      default -> PASSWORD;
    };
  }

  private String said(ServerConnection connection) throws IOException {
    String line = connection.readLine();
    told.add(line == null ? "" : line);
    return line == null ? "" : line;
  }

  /** Lets the mechanism say all that it has to, and repeats all of it in the refusal. */
  private void refuse(ServerConnection connection) throws IOException {
    connection.send("+OK <1.2@pop>");
    String first = said(connection);
    String[] words = first.split(" ", -1);
    for (String challenge : challenges(words)) {
      connection.send("+ " + Base64.getEncoder().encodeToString(latin1(challenge)));
      said(connection);
    }
    connection.send("-ERR [AUTH] did not like " + String.join(" ", told) + " " + SECRET);
    connection.send("-ERR " + String.join(" ", told) + " " + SECRET);
  }

  private List<String> challenges(String[] words) {
    String mechanism = words[0].equals("AUTH") ? words[1] : "";
    if (mechanism.startsWith("SCRAM")) {
      String nonce = decoded(words[2]).replaceFirst(".*,r=", "");
      return List.of("r=" + nonce + "%server,s=MDEyMzQ1Njc4OWFiY2RlZg==,i=4096");
    }
    return switch (mechanism) {
      case "XOAUTH2", "OAUTHBEARER" -> List.of("{\"status\":\"401\",\"scope\":\"" + SECRET + "\"}");
      case "DIGEST-MD5" ->
          List.of("realm=\"r\",nonce=\"n0n5e\",qop=\"auth\",algorithm=md5-sess,charset=utf-8");
      case "CRAM-MD5" -> List.of("<1896.697170952@pop>");
      case "LOGIN" -> List.of("Username:", "Password:");
      default -> List.of();
    };
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** Returns what was sent, and what of it is encoded and long enough not to be found by chance. */
  private List<String> secrets() {
    List<String> secrets = new ArrayList<>(List.of(SECRET));
    for (String line : told) {
      String[] words = line.split(" ", -1);
      String last = words[words.length - 1];
      if (words.length != 2 || !words[0].equals("AUTH")) {
        Stream.concat(
                Stream.of(last, decoded(last)), Stream.of(decoded(last).split("[ ,\\x00\\x01]")))
            .filter(text -> text.length() >= 12)
            .forEach(secrets::add);
      }
    }
    return secrets;
  }

  private void failToLogIn(Function<Pop3Session, Mono<Void>> login) {
    try (ScriptedServer server = ScriptedServer.start(this::refuse)) {
      Pop3Client client =
          Pop3Client.create()
              .host("localhost")
              .port(server.port())
              .plaintext()
              .plaintextLogin()
              .wiretap("wire", LogLevel.TRACE);
      Pop3Session session = client.connect().block(SOON);
      login
          .apply(session)
          .doOnError(failure -> LoggerFactory.getLogger(WireLogTest.class).info("refused", failure))
          .onErrorComplete()
          .then(session.onClose().onErrorComplete())
          .block(SOON);
    }
    String text = log.toString(StandardCharsets.UTF_8);
    assertThat(text).contains("TRACE wire - [", "C: ", "S: -ERR [AUTH] ***", "closed");
    assertThat(text).doesNotContain(secrets());
  }

  @ParameterizedTest
  @MethodSource("mechanisms")
  void showsNoSecretOfAMechanism(SaslMechanism mechanism) {
    failToLogIn(session -> session.authenticate(mechanism, credentialsFor(mechanism)));
    assertThat(told.get(0)).startsWith("AUTH " + mechanism.name());
    assertThat(log.toString(StandardCharsets.UTF_8)).contains("C: AUTH " + mechanism.name());
  }

  @Test
  void showsNoDigestOfApop() {
    failToLogIn(session -> session.apop(PASSWORD));
    assertThat(told.get(0)).startsWith("APOP ann ");
  }

  @Test
  void showsNoPassword() {
    try (ScriptedServer server =
        ScriptedServer.start(
            connection -> {
              connection.send("+OK");
              said(connection);
              connection.send("+OK");
              said(connection);
              connection.send("-ERR no " + String.join(" ", told));
              connection.send("-ERR " + String.join(" ", told));
            })) {
      Pop3Client.create()
          .host("localhost")
          .port(server.port())
          .plaintext()
          .plaintextLogin()
          .wiretap(true)
          .connect()
          .flatMap(
              session ->
                  session
                      .login(PASSWORD)
                      .onErrorComplete()
                      .then(session.onClose().onErrorComplete()))
          .block(SOON);
    }
    assertThat(told).containsExactly("USER ann", "PASS " + SECRET);
    assertThat(log.toString(StandardCharsets.UTF_8))
        .contains("DEBUG " + Pop3Client.class.getName() + " - [", "C: PASS ***")
        .doesNotContain(SECRET);
  }
}
