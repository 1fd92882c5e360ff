// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.test.server.ServerConnection;
import io.github.pop3reactive.test.server.ServerScript;
import java.io.IOException;

/** The server's side of a login of ann, whose password is "secret". */
final class Login {
  /** From the greeting to QUIT, without CAPA. */
  static final ServerScript SESSION = c -> play(c, "+OK ready", "USER");

  private Login() {}

  static void play(ServerConnection c, String greeting, String... capabilities) throws IOException {
    c.send(greeting);
    capa(c, capabilities);
    c.expect("USER ann");
    c.send("+OK");
    c.expect("PASS secret");
    c.send("+OK");
    c.expect("QUIT");
    c.send("+OK");
    c.close();
  }

  static void capa(ServerConnection c, String... capabilities) throws IOException {
    c.expect("CAPA");
    c.send("+OK");
    for (String capability : capabilities) {
      c.send(capability);
    }
    c.send(".");
  }
}
