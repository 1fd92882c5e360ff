// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.sidebyside;

/** What the server counted during one round, or several. */
record ServerCount(long sessions, long commands, long roundTrips, long handshakes, long resumed) {
  static final ServerCount NONE = new ServerCount(0, 0, 0, 0, 0);

  static ServerCount parse(String[] words, int from) {
    return new ServerCount(
        Long.parseLong(words[from]),
        Long.parseLong(words[from + 1]),
        Long.parseLong(words[from + 2]),
        Long.parseLong(words[from + 3]),
        Long.parseLong(words[from + 4]));
  }

  ServerCount plus(ServerCount other) {
    return new ServerCount(
        sessions + other.sessions,
        commands + other.commands,
        roundTrips + other.roundTrips,
        handshakes + other.handshakes,
        resumed + other.resumed);
  }

  double roundTripsPerSession() {
    return sessions == 0 ? 0 : (double) roundTrips / sessions;
  }

  double resumedShare() {
    return handshakes == 0 ? 0 : (double) resumed / handshakes;
  }
}
