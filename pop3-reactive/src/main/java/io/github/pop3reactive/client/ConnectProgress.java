// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

/** How far the making of one session has come. */
final class ConnectProgress {
  private volatile boolean loggingIn;

  void loggingIn() {
    loggingIn = true;
  }

  /** Returns whether credentials may have been asked for or sent. */
  boolean isLoggingIn() {
    return loggingIn;
  }
}
