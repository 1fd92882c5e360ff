// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.cli.console.CliIo;
import io.github.pop3reactive.client.Pop3Client;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.session.UniqueId;
import io.github.pop3reactive.test.dovecot.DovecotContainer;
import io.github.pop3reactive.test.dovecot.RequiresDocker;
import io.github.pop3reactive.test.tls.TestCa;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

/**
 * From Dovecot's maildrops through the command to files. With POP3_CORPUS set to a directory of
 * {@code .eml} files, these are among the messages, line ends made CRLF and a last one added where
 * it is missing.
 */
@RequiresDocker
class DovecotIngestIT {
  private static final int MAILBOXES = 7;
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final TestCa CA = new TestCa();
  @AutoClose private static DovecotContainer dovecot;

  @TempDir Path dir;

  @BeforeAll
  static void start() {
    dovecot = new DovecotContainer(CA.good());
    dovecot.start();
  }

  @ParameterizedTest
  @CsvSource({"implicit,false", "implicit,true", "stls,false", "stls,true"})
  void carriesEveryMessageByteForByte(String tls, boolean delete) throws IOException {
    Map<String, List<byte[]>> maildrops = new TreeMap<>();
    List<byte[]> messages = messages();
    for (int i = 0; i < messages.size(); i++) {
      String user = "%s-%s-%d".formatted(tls, delete ? "delete" : "keep", i % MAILBOXES);
      maildrops.computeIfAbsent(user, u -> new ArrayList<>()).add(messages.get(i));
    }
    maildrops.forEach(dovecot::deliver);
    Map<String, List<UniqueId>> before = uniqueIds(maildrops.keySet());
    Path config = config(maildrops.keySet(), tls, delete);
    Path target = dir.resolve("mail");

    assertThat(ingest(config, target)).contains(messages.size() + " ");
    assertThat(files(target)).containsExactlyInAnyOrderElementsOf(digests(messages));

    Map<String, List<UniqueId>> after = uniqueIds(maildrops.keySet());
    if (delete) {
      assertThat(after.values()).allMatch(List::isEmpty);
    } else {
      assertThat(after).isEqualTo(before);
    }
    ingest(config, target);
    assertThat(files(target)).hasSize(messages.size());
  }

  private static List<byte[]> messages() throws IOException {
    List<byte[]> messages = new ArrayList<>();
    IntStream.rangeClosed(1, 30).mapToObj(DovecotIngestIT::message).forEach(messages::add);
    String corpus = System.getenv("POP3_CORPUS");
    if (corpus != null) {
      int own = messages.size();
      try (Stream<Path> found = Files.walk(Path.of(corpus))) {
        for (Path file : found.filter(f -> f.toString().endsWith(".eml")).sorted().toList()) {
          messages.add(transported(Files.readAllBytes(file)));
        }
      }
      assertThat(messages).hasSizeGreaterThan(own);
    }
    return messages;
  }

  private static byte[] message(int number) {
    String text =
        "Subject: message %d\r\n\r\n..\r\n.\t\r\n%s%s\r\nna\u00efve \u0000 \u007f\r\n"
            .formatted(
                number, "lines\r\n".repeat(number * number * 10), "x".repeat(number * 1_000));
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] transported(byte[] stored) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    int previous = 0;
    for (byte octet : stored) {
      if (octet == '\n' && previous != '\r') {
        octets.write('\r');
      }
      octets.write(octet);
      previous = octet;
    }
    if (previous != '\n') {
      octets.writeBytes(new byte[] {'\r', '\n'});
    }
    return octets.toByteArray();
  }

  private Path config(Collection<String> users, String tls, boolean delete) throws IOException {
    Path trust = Files.writeString(dir.resolve("ca.pem"), CA.certificatePem());
    int port = tls.equals("stls") ? dovecot.pop3Port() : dovecot.pop3sPort();
    StringBuilder yaml = new StringBuilder("defaults:\n");
    yaml.append("  host: ").append(dovecot.host()).append('\n');
    yaml.append("  port: ").append(port).append('\n');
    yaml.append("  tls: ").append(tls).append('\n');
    yaml.append("  trust: ").append(trust).append('\n');
    yaml.append("  password-env: PW\n");
    yaml.append("  delete: ").append(delete).append('\n');
    yaml.append("mailboxes:\n");
    users.forEach(user -> yaml.append("  - user: ").append(user).append('\n'));
    return Files.writeString(dir.resolve("mailboxes.yaml"), yaml);
  }

  private static String ingest(Path config, Path target) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CliIo io =
        new CliIo(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of("PW", DovecotContainer.PASSWORD)::get,
            question -> null,
            Optional::empty);
    int code =
        Pop3Command.run(io, "ingest", "--config", config.toString(), "--eml", target.toString());
    assertThat(code).as("%s%n%s", out, err).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Map<String, List<UniqueId>> uniqueIds(Collection<String> users) {
    Map<String, List<UniqueId>> ids = new TreeMap<>();
    for (String user : users) {
      Pop3Client client =
          Pop3Client.create()
              .host(dovecot.host())
              .port(dovecot.pop3sPort())
              .tls(options -> options.trust(CA.certificate()))
              .credentials(user, Mono.just(DovecotContainer.PASSWORD));
      ids.put(user, client.withSession(Pop3Session::uidl).collectList().block(SOON));
    }
    return ids;
  }

  private static List<String> files(Path target) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    try (Stream<Path> files = Files.walk(target)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".eml")).toList()) {
        contents.add(Files.readAllBytes(file));
      }
    }
    return digests(contents);
  }

  /** Stands for the octets; two messages of one corpus may be the same. */
  private static List<String> digests(List<byte[]> messages) {
    return messages.stream().map(DovecotIngestIT::digest).toList();
  }

  private static String digest(byte[] octets) {
    try {
      return octets.length
          + " "
          + HexFormat.of()
              .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
