// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.server;

import java.io.IOException;

/** The server's side of a login of ann, whose password is "secret", in parts for a script. */
public final class Login {
  /** From the greeting, "ready", over CAPA, which announces USER, to QUIT. */
  public static final ServerScript SESSION =
      c -> {
        c.send("+OK ready");
        capa(c, "USER");
        userPass(c);
        c.expect("QUIT");
        c.send("+OK");
        c.close();
      };

  private Login() {}

  /** Expects CAPA and announces these. */
  public static void capa(ServerConnection c, String... capabilities) throws IOException {
    c.expect("CAPA");
    c.send("+OK");
    for (String capability : capabilities) {
      c.send(capability);
    }
    c.send(".");
  }

  /** Greets, refuses CAPA and lets her in by {@link #userPass}. */
  public static void withoutCapa(ServerConnection c) throws IOException {
    c.send("+OK");
    c.expect("CAPA");
    c.send("-ERR");
    userPass(c);
  }

  /** Expects USER and PASS, both of which are right. */
  public static void userPass(ServerConnection c) throws IOException {
    untilPass(c);
    c.send("+OK");
  }

  /** Expects USER and PASS; what PASS is answered is left to the caller. */
  public static void untilPass(ServerConnection c) throws IOException {
    c.expect("USER ann");
    c.send("+OK");
    c.expect("PASS secret");
  }
}
