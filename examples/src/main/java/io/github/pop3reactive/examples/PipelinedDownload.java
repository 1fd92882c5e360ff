// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.examples;

import io.github.pop3reactive.client.Pop3Client;
import java.nio.file.Path;
import reactor.core.publisher.Flux;

/**
 * Downloads all messages of a mailbox into a directory. If the server announces PIPELINING, many
 * RETR are on their way at once; if not, one. The code is the same.
 */
public final class PipelinedDownload {
  private PipelinedDownload() {}

  /** Takes the URI of the mailbox and the directory. */
  public static void main(String[] args) {
    Long octets =
        download(Account.client(args[0], System.getenv()), Path.of(args[1]))
            .reduce(0L, Long::sum)
            .block();
    System.out.println(octets + " octets");
  }

  static Flux<Long> download(Pop3Client client, Path dir) {
    return client.withSession(
        session ->
            session
                .list()
                .collectList()
                .flatMapMany(
                    messages ->
                        session.retr(
                            messages,
                            (message, body) ->
                                body.writeTo(dir.resolve(message.number() + ".eml")))));
  }
}
