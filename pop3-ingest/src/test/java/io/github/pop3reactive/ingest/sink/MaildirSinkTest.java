// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest.sink;

import static io.github.pop3reactive.ingest.sink.Messages.awaitFiles;
import static io.github.pop3reactive.ingest.sink.Messages.chunks;
import static io.github.pop3reactive.ingest.sink.Messages.content;
import static io.github.pop3reactive.ingest.sink.Messages.files;
import static io.github.pop3reactive.ingest.sink.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.ingest.MessageKey;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class MaildirSinkTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final MessageKey KEY = new MessageKey("u", 0);
  private static final String TEXT = "Subject: x\r\n\r\n\r\none\rtwo\nthree\r\r\n.\r\n";

  @TempDir private Path directory;
  private Path maildir;
  private MaildirSink sink;

  @BeforeEach
  void nameTheMaildir() {
    maildir = directory.resolve("mail").resolve("ann");
    sink = MaildirSink.in(maildir);
  }

  private List<Path> delivered() {
    return files(maildir.resolve("new"));
  }

  @Test
  void writesTheSameForEveryCut() {
    for (int cut = 0; cut <= TEXT.length(); cut++) {
      sink.handle(message("u", TEXT.substring(0, cut), TEXT.substring(cut))).block(SOON);
    }
    sink.handle(message("u", TEXT.split(""))).block(SOON);
    assertThat(delivered())
        .hasSize(TEXT.length() + 2)
        .allSatisfy(
            file -> assertThat(content(file)).isEqualTo("Subject: x\n\n\none\rtwo\nthree\r\n.\n"));
    assertThat(files(maildir.resolve("tmp"))).isEmpty();
    assertThat(maildir.resolve("cur")).isDirectory();
  }

  @Test
  void keepsCrlfIfAsked() {
    sink.lineEnds(LineEnds.AS_TRANSPORTED).handle(message("u", TEXT)).block(SOON);
    assertThat(delivered()).singleElement().satisfies(f -> assertThat(content(f)).isEqualTo(TEXT));
  }

  @Test
  void writesAnEmptyMessage() {
    sink.handle(message("u")).block(SOON);
    assertThat(delivered()).singleElement().satisfies(f -> assertThat(content(f)).isEmpty());
  }

  @Test
  void namesFilesByTheSpecification() {
    sink.handle(message("../../etc/passwd", "a\r\n")).block(SOON);
    assertThat(delivered())
        .singleElement()
        .satisfies(
            file ->
                assertThat(file.getFileName().toString())
                    .matches("[0-9]{10,}\\.M[0-9]{1,6}P[0-9]+R[0-9a-f]{16}Q1\\.[^/:]+,S=2"));
  }

  @Test
  void deliversManyAtOnce() {
    Flux.range(0, 200)
        .flatMap(i -> sink.handle(message("u" + i, "message " + i, "\r\n")), 50)
        .blockLast(SOON);
    assertThat(delivered())
        .extracting(Messages::content)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 200).mapToObj(i -> "message " + i + "\n").toList());
  }

  @Test
  void leavesNothingOfAMessageThatIsCut() {
    Flux<ByteBuf> cut = chunks("Subject: x\r\n", "half").concatWith(Mono.error(new IOException()));
    StepVerifier.create(sink.handle(message(KEY, cut))).expectError(IOException.class).verify(SOON);
    assertThat(files(maildir)).isEmpty();
  }

  @Test
  void leavesNothingOfAMessageThatIsCancelled() {
    Flux<ByteBuf> stalled = chunks("Subject: x\r\n", "half").concatWith(Flux.never());
    StepVerifier.create(sink.handle(message(KEY, stalled)))
        .then(() -> awaitFiles(maildir.resolve("tmp"), 1))
        .thenCancel()
        .verify(SOON);
    awaitFiles(maildir, 0);
  }

  @Test
  void failsAndReleasesWhatComesWhenItCannotWrite() throws IOException {
    Files.createDirectories(maildir.getParent());
    Files.writeString(maildir, "in the way");
    StepVerifier.create(sink.handle(message("u", TEXT.split(""))))
        .expectError(IOException.class)
        .verify(SOON);
    assertThat(content(maildir)).isEqualTo("in the way");
  }

  @Test
  void worksOffTheThreadThatDelivers() {
    Thread caller = Thread.currentThread();
    Thread[] completed = new Thread[1];
    sink.handle(message("u", "a"))
        .doOnSuccess(done -> completed[0] = Thread.currentThread())
        .block(SOON);
    assertThat(completed[0]).isNotSameAs(caller);
    assertThat(completed[0].getName()).startsWith("boundedElastic");
  }
}
