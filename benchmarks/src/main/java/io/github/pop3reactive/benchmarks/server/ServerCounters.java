// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.server;

import java.util.concurrent.atomic.LongAdder;

/** What the server has counted since it was last asked. */
public final class ServerCounters {
  final LongAdder sessions = new LongAdder();
  final LongAdder commands = new LongAdder();
  final LongAdder roundTrips = new LongAdder();
  final LongAdder handshakes = new LongAdder();
  final LongAdder resumed = new LongAdder();

  /**
   * Returns, and sets to zero, sessions, commands, round trips (commands that came while no reply
   * was on its way, the greeting counted as one), handshakes, and those of them that were resumed.
   */
  public String take() {
    return sessions.sumThenReset()
        + " "
        + commands.sumThenReset()
        + " "
        + roundTrips.sumThenReset()
        + " "
        + handshakes.sumThenReset()
        + " "
        + resumed.sumThenReset();
  }
}
