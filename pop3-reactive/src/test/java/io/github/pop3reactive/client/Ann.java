// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.test.tls.TestCa;
import reactor.core.publisher.Mono;

/** Clients of ann, whose password is "secret", for the servers of the tests on this machine. */
final class Ann {
  private Ann() {}

  static Pop3Client inClear(int port) {
    return client(port).plaintext().plaintextLogin();
  }

  static Pop3Client overTls(TestCa trusted, int port) {
    return client(port).tls(tls -> tls.trust(trusted.certificate()));
  }

  private static Pop3Client client(int port) {
    return Pop3Client.create().host("localhost").port(port).credentials("ann", Mono.just("secret"));
  }
}
