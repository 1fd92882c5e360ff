// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.server;

import java.io.IOException;

/** Ends a script whose connection a fault has ended. */
final class ConnectionEnded extends IOException {
  private static final long serialVersionUID = 1L;

  ConnectionEnded(String why) {
    super(why);
  }
}
