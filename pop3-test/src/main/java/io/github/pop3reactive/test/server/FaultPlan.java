// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.server;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The faults of one connection, and the count of commands that decides when they come. */
final class FaultPlan {
  private final ServerConnection connection;
  private final List<Fault> faults;
  private final Map<String, Integer> counts = new HashMap<>();

  FaultPlan(ServerConnection connection, List<Fault> faults) throws IOException {
    this.connection = connection;
    this.faults = faults;
    for (Fault fault : faults) {
      if (fault instanceof Fault.AfterOctets after) {
        connection.output().limit(after.octets(), () -> end(after.end()));
      }
    }
  }

  /**
   * To be called for each command before it is obeyed.
   *
   * @return the text with which to refuse it, or null
   * @throws ConnectionEnded if a fault ends the connection here
   */
  @Nullable String command(String verb) throws IOException {
    int nth = counts.merge(verb, 1, Integer::sum);
    for (Fault fault : faults) {
      if (fault instanceof Fault.BeforeReply before
          && before.verb().equals(verb)
          && before.nth() == nth) {
        end(before.end());
      }
      if (fault instanceof Fault.Refuse refuse
          && refuse.verb().equals(verb)
          && refuse.nth() == nth) {
        return refuse.text();
      }
    }
    return null;
  }

  /** How many messages QUIT may remove. */
  int mostRemoved() {
    for (Fault fault : faults) {
      if (fault instanceof Fault.PartialCommit partial) {
        return partial.removed();
      }
    }
    return Integer.MAX_VALUE;
  }

  /** To be called after QUIT was obeyed and before it is answered. */
  void committed() throws IOException {
    for (Fault fault : faults) {
      if (fault instanceof Fault.CommitReplyLost lost) {
        end(lost.end());
      }
    }
  }

  private void end(Fault.End end) throws IOException {
    connection.output().flush();
    switch (end) {
      case CLOSE -> connection.close();
      case CLOSE_WITHOUT_NOTIFY -> connection.closeWithoutNotify();
      case RESET -> connection.reset();
      case STALL -> connection.discardInput();
    }
    throw new ConnectionEnded(end + " as planned");
  }
}
