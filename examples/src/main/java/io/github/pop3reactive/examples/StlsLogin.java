// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.examples;

import io.github.pop3reactive.client.Pop3Client;
import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.session.MaildropStatus;
import reactor.core.publisher.Mono;

/**
 * Secures a connection with STLS and logs in, step by step. A client with {@code stls()} and
 * credentials does all of it within {@code connect()}; this is for those who want to look in
 * between.
 */
public final class StlsLogin {
  private StlsLogin() {}

  /** Takes the URI of the mailbox, {@code pop3://user@host:port}. */
  public static void main(String[] args) {
    Pop3Client client = Account.client(args[0], System.getenv());
    Credentials credentials = Account.credentials(client, System.getenv());
    System.out.println(status(client, credentials).block());
  }

  static Mono<MaildropStatus> status(Pop3Client client, Credentials credentials) {
    return client
        .plaintext()
        .withoutCredentials()
        .withSession(
            session ->
                session
                    .stls()
                    .then(session.capa())
                    .doOnNext(can -> System.out.println("Inside TLS it can: " + can.lines()))
                    .then(session.login(credentials))
                    .then(session.stat()))
        .single();
  }
}
