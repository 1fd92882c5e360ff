// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.codec.Pop3Response;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What is known of a session. Written on the event loop, read anywhere. */
final class SessionStatus {
  volatile SessionState state = SessionState.GREETING;
  volatile boolean encrypted;
  volatile Capabilities capabilities = Capabilities.NONE;

  /** What was told last before login, for what an answer behind it leaves out. */
  private Capabilities beforeLogin = Capabilities.NONE;

  /** What {@link #capabilities} say of it, read before each request. */
  volatile boolean pipelining;

  volatile @Nullable Pop3Response greeting;

  /** Whether the server has agreed to UTF8. */
  volatile boolean utf8;

  /** Messages marked as deleted since login or RSET, and not yet removed by QUIT. */
  final AtomicLong deleted = new AtomicLong();

  void learn(Capabilities told) {
    if (state == SessionState.TRANSACTION) {
      capabilities = beforeLogin.replacedBy(told);
    } else {
      beforeLogin = told;
      capabilities = told;
    }
    pipelining = told.pipelining();
  }

  /** Notes that the server said yes to this command. */
  void accepted(Pop3Command command) {
    if (command.equals(Pop3Command.DELE)) {
      deleted.incrementAndGet();
    } else if (command.equals(Pop3Command.RSET) || command.equals(Pop3Command.QUIT)) {
      deleted.set(0);
    } else if (command.equals(Pop3Command.UTF8)) {
      utf8 = true;
    }
  }
}
