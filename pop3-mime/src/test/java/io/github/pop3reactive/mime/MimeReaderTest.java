// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pop3reactive.client.Pop3Client;
import io.github.pop3reactive.session.Pop3ConnectionException;
import io.github.pop3reactive.session.Pop3ResponseException;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.session.TopFallback;
import io.github.pop3reactive.test.server.Fault;
import io.github.pop3reactive.test.server.MaildropMessage;
import io.github.pop3reactive.test.server.MaildropServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.james.mime4j.MimeIOException;
import org.apache.james.mime4j.dom.Header;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.stream.MimeConfig;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class MimeReaderTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String MULTIPART =
      """
      From: =?ISO-8859-1?Q?J=F6rg?= <joerg@example.org>
      Subject: =?utf-8?B?R3LDvMOfZQ==?=
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary=edge

      preamble
      --edge
      Content-Type: text/plain; charset=koi8-r
      Content-Transfer-Encoding: quoted-printable

      =F0=D2=C9=D7=C5=D4
      --edge
      Content-Type: application/octet-stream
      Content-Transfer-Encoding: base64

      AAEC/w==
      --edge--
      .epilogue
      """
          .replace("\n", "\r\n");

  @TempDir Path directory;

  @AutoClose
  private final MaildropServer server = MaildropServer.builder().user("ann", "secret").start();

  private final MimeReader mime = MimeReader.create();

  private void deliver(String latin1) {
    server.add("ann", "id", latin1);
  }

  private <T> Mono<T> with(Function<Pop3Session, Mono<T>> use) {
    return Pop3Client.create()
        .host(server.host())
        .port(server.port())
        .plaintext()
        .plaintextLogin()
        .credentials("ann", Mono.just("secret"))
        .withSession(use)
        .singleOrEmpty();
  }

  private <T> T read(MimeReader reader, Function<Retrieved<Message>, T> use) {
    return with(session ->
            reader.withMessage(session.retr(1), found -> Mono.fromSupplier(() -> use.apply(found))))
        .block(SOON);
  }

  private <T> T read(String latin1, Function<Retrieved<Message>, T> use) {
    deliver(latin1);
    return read(mime, use);
  }

  private static String latin1(Retrieved<?> retrieved) {
    try (InputStream raw = retrieved.raw()) {
      return new String(raw.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(org.apache.james.mime4j.dom.Body body) {
    try (InputStream in = ((TextBody) body).getInputStream()) {
      ByteArrayOutputStream octets = new ByteArrayOutputStream();
      in.transferTo(octets);
      return octets.toString(((TextBody) body).getCharset());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  @Test
  void readsAMessageOfParts() {
    deliver(MULTIPART);
    StepVerifier.create(
            with(
                session ->
                    mime.withMessage(
                        session.retr(1),
                        found -> {
                          Message message = found.orElseThrow();
                          assertThat(message.getSubject()).isEqualTo("Gr\u00fc\u00dfe");
                          assertThat(message.getFrom().get(0).getName()).isEqualTo("J\u00f6rg");
                          Multipart parts = (Multipart) message.getBody();
                          assertThat(parts.getBodyParts()).hasSize(2);
                          assertThat(text(parts.getBodyParts().get(0).getBody()))
                              .isEqualTo("\u041f\u0440\u0438\u0432\u0435\u0442");
                          assertThat(parts.getEpilogue()).contains(".epilogue");
                          assertThat(latin1(found)).isEqualTo(MULTIPART);
                          assertThat(found.octets()).isEqualTo(MULTIPART.length());
                          assertThat(found.isInMemory()).isTrue();
                          assertThat(found.problem()).isEmpty();
                          return Mono.just("read");
                        })))
        .expectNext("read")
        .expectComplete()
        .verify(SOON);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsAHeader(boolean top) {
    deliver(MULTIPART);
    List<String> asked = new ArrayList<>();
    Header header =
        with(session ->
                mime.header(top ? session.header(1, TopFallback.NONE) : session.retr(1))
                    .map(
                        found -> {
                          try (found) {
                            asked.add(latin1(found));
                            return found.orElseThrow();
                          }
                        }))
            .block(SOON);
    assertThat(header.getField("subject").getBody()).isEqualTo("=?utf-8?B?R3LDvMOfZQ==?=");
    assertThat(header.getFields()).hasSize(4);
    int headerOctets = MULTIPART.indexOf("\r\n\r\n") + 4;
    assertThat(asked).containsExactly(top ? MULTIPART.substring(0, headerOctets) : MULTIPART);
    assertThat(server.commands()).contains(top ? "TOP" : "RETR");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r\n",
        "\r\n\r\n",
        "no header at all",
        "Subject: no blank line",
        ": no name\r\n folded\r\n\r\nbody\r\n",
        "Subject: a\r\nno colon\r\nTo: b\r\n\r\nbody\r\n",
        "Subject: 8 bit \u00fc\u0000\u007f\r\n\r\n\u00e4\u0080\u00ff\r\n",
        "Content-Type: text/plain; charset=no-such-charset\r\n\r\nbody\r\n",
        "Content-Type: text/plain; charset=\"!\"\r\n\r\nbody\r\n",
        "Content-Type: ;;;=\r\n\r\nbody\r\n",
        "Content-Type: multipart/mixed\r\n\r\n--x\r\n\r\nbody\r\n",
        "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nA: b\r\n\r\nnever closed\r\n",
        "Content-Transfer-Encoding: base64\r\n\r\nA=!\u0000%%%AA\r\n",
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n=ZZ=\r\n=\r\n",
        "Content-Type: message/rfc822\r\n\r\nSubject: in\r\n\r\n.\r\n..\r\n",
      })
  void toleratesWhatPeopleSend(String latin1) {
    String transported = latin1.isEmpty() || latin1.endsWith("\r\n") ? latin1 : latin1 + "\r\n";
    String raw =
        read(
            latin1,
            found -> {
              assertThat(found.problem()).isEmpty();
              return latin1(found);
            });
    assertThat(raw).isEqualTo(transported);
  }

  @Test
  void keepsTheOctetsOfWhatItCannotParse() {
    deliver(MULTIPART);
    MimeReader narrow = mime.config(MimeConfig.custom().setMaxLineLen(30).build());
    read(
        narrow,
        found -> {
          assertThat(found.parsed()).isEmpty();
          assertThat(found.problem()).containsInstanceOf(MimeIOException.class);
          assertThatIllegalStateException()
              .isThrownBy(found::orElseThrow)
              .withCauseInstanceOf(MimeIOException.class);
          assertThat(latin1(found)).isEqualTo(MULTIPART);
          return true;
        });
  }

  @Test
  void hasLimitsByDefault() {
    deliver("X: " + "x".repeat(70_000) + "\r\n\r\nbody\r\n");
    read(
        mime,
        found -> {
          assertThat(found.problem()).isPresent();
          assertThat(found.octets()).isEqualTo(70_013);
          return true;
        });
  }

  @Test
  void doesNotParseMoreThanAllowed() {
    deliver(MULTIPART + "line\r\n".repeat(10_000));
    read(
        mime.parsedOctets(20_000),
        found -> {
          assertThat(found.problem().orElseThrow()).hasMessageContaining("20000");
          assertThat(latin1(found)).isEqualTo(MULTIPART + "line\r\n".repeat(10_000));
          return true;
        });
  }

  @Test
  void survivesPartsNestedTooDeep() {
    StringBuilder nested = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      nested.append("Content-Type: multipart/mixed; boundary=b").append(i).append("\r\n\r\n--b");
      nested.append(i).append("\r\n");
    }
    assertThat(read(nested.toString(), MimeReaderTest::latin1)).isEqualTo(nested.toString());
  }

  @Test
  void writesALongMessageToAFileAndDeletesIt() throws IOException {
    String text = MULTIPART + "x".repeat(60).concat("\r\n").repeat(1_000);
    deliver(text);
    MimeReader reader = mime.memoryOctets(1_000).directory(directory);
    AtomicReference<Retrieved<Message>> kept = new AtomicReference<>();
    read(
        reader,
        found -> {
          kept.set(found);
          assertThat(found.isInMemory()).isFalse();
          assertThat(directory).isDirectoryContaining("glob:**.eml");
          assertThat(latin1(found)).isEqualTo(text);
          assertThat(latin1(found)).isEqualTo(text);
          return found.orElseThrow().getSubject();
        });
    assertThat(files()).isEmpty();
    assertThatIllegalStateException().isThrownBy(() -> kept.get().raw());
    kept.get().close();
  }

  @Test
  void failsAsTheBodyDoes() throws IOException {
    deliver(MULTIPART + "x".repeat(60).concat("\r\n").repeat(100_000));
    MimeReader reader = mime.memoryOctets(0).directory(directory);
    StepVerifier.create(with(session -> reader.message(session.retr(7))))
        .expectError(Pop3ResponseException.class)
        .verify(SOON);
    server.inject(new Fault.AfterOctets(1_000_000, Fault.End.CLOSE));
    StepVerifier.create(with(session -> reader.message(session.retr(1))))
        .expectError(Pop3ConnectionException.class)
        .verify(SOON);
    assertThat(files()).isEmpty();
  }

  @Test
  void failsIfTheOctetsCannotBeKept() {
    deliver(MULTIPART);
    MimeReader reader = mime.memoryOctets(0).directory(directory.resolve("none"));
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> read(reader, found -> "no"))
        .satisfies(e -> assertThat(Exceptions.unwrap(e)).isInstanceOf(IOException.class));
  }

  @Test
  void failsOnAThreadThatMustNotBlock() {
    deliver(MULTIPART);
    StepVerifier.create(with(session -> mime.runOn(Schedulers.parallel()).message(session.retr(1))))
        .expectError(IllegalStateException.class)
        .verify(SOON);
  }

  @Test
  void runsOnTheWorkerGiven() {
    deliver(MULTIPART);
    Scheduler worker = Schedulers.newBoundedElastic(1, 10, "mime-worker");
    try {
      String thread = read(mime.runOn(worker), found -> Thread.currentThread().getName());
      assertThat(thread).startsWith("mime-worker");
    } finally {
      worker.dispose();
    }
  }

  @Test
  void readsTheCorpus() throws IOException {
    String corpus = System.getenv("POP3_CORPUS");
    assumeTrue(corpus != null, "POP3_CORPUS is not set");
    List<byte[]> messages = new ArrayList<>();
    try (Stream<Path> found = Files.walk(Path.of(corpus))) {
      for (Path file : found.filter(f -> f.toString().endsWith(".eml")).sorted().toList()) {
        messages.add(transported(Files.readAllBytes(file)));
      }
    }
    for (byte[] octets : messages) {
      server.add("ann", MaildropMessage.of("id", octets));
    }
    List<String> problems = new ArrayList<>();
    for (int i = 1; i <= messages.size(); i++) {
      int number = i;
      byte[] expected = server.messages("ann").get(i - 1).octets();
      with(session ->
              mime.withMessage(
                  session.retr(number),
                  found -> {
                    assertThat(latin1(found).getBytes(StandardCharsets.ISO_8859_1))
                        .isEqualTo(expected);
                    found.problem().ifPresent(p -> problems.add(number + ": " + p));
                    return Mono.just(true);
                  }))
          .block(SOON);
    }
    assertThat(messages).hasSizeGreaterThan(100);
    assertThat(problems).isEmpty();
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
    return octets.toByteArray();
  }
}
