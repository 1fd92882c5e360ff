// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.examples;

import io.github.pop3reactive.client.Pop3Client;
import java.nio.file.Path;
import reactor.core.publisher.Mono;

/** Streams one message to a file; the memory that it takes does not depend on its length. */
public final class StreamMessageToFile {
  private StreamMessageToFile() {}

  /**
   * Takes the URI of the mailbox, the number of the message, and the file, which must not exist.
   */
  public static void main(String[] args) {
    Pop3Client client = Account.client(args[0], System.getenv());
    Long octets = save(client, Integer.parseInt(args[1]), Path.of(args[2])).block();
    System.out.println(octets + " octets");
  }

  static Mono<Long> save(Pop3Client client, int number, Path file) {
    return client.withSession(session -> session.retr(number).writeTo(file)).single();
  }
}
