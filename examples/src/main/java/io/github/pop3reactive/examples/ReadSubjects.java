// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.examples;

import io.github.pop3reactive.client.Pop3Client;
import io.github.pop3reactive.mime.MimeReader;
import io.github.pop3reactive.session.ScanListing;
import io.github.pop3reactive.session.TopFallback;
import org.apache.james.mime4j.dom.Header;
import org.apache.james.mime4j.dom.field.UnstructuredField;
import reactor.core.publisher.Flux;

/** Prints the subjects of all messages, of which only the headers are read. */
public final class ReadSubjects {
  private static final int WINDOW = 16;
  private static final MimeReader MIME = MimeReader.create();

  private ReadSubjects() {}

  /** Takes the URI of the mailbox. */
  public static void main(String[] args) {
    subjects(Account.client(args[0], System.getenv())).doOnNext(System.out::println).blockLast();
  }

  static Flux<String> subjects(Pop3Client client) {
    return client.withSession(
        session ->
            session
                .list()
                .map(ScanListing::number)
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .flatMapSequential(
                    number ->
                        MIME.header(session.header(number, TopFallback.RETR))
                            .map(
                                header -> {
                                  try (header) {
                                    return header.parsed().map(ReadSubjects::subject).orElse("?");
                                  }
                                }),
                    WINDOW));
  }

  private static String subject(Header header) {
    return header.getField("Subject") instanceof UnstructuredField subject
        ? subject.getValue()
        : "(none)";
  }
}
