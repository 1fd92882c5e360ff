// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.progress;

import io.github.pop3reactive.cli.console.Octets;
import io.github.pop3reactive.ingest.ListingSummary;
import io.github.pop3reactive.ingest.PollResult;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The state of mailboxes that are being polled, on a fixed number of lines: a mailbox keeps its
 * line until it is done, those without one wait for the next that becomes free, and a line keeps
 * the last one it had if nobody waits.
 */
final class MailboxLines {
  private final @Nullable State[] lines;
  private final Map<String, State> states = new HashMap<>();
  private final Queue<State> waiting = new ArrayDeque<>();

  MailboxLines(int count) {
    lines = new @Nullable State[count];
  }

  private static final class State {
    private final String mailbox;
    private String phase = "connecting";
    private long messages;
    private long expected;
    private long octets;
    private boolean ended;

    State(String mailbox) {
      this.mailbox = mailbox;
    }

    private String text(int width) {
      String counts =
          String.format(
              "%10s %5d/%-5d messages %9s", phase, messages, expected, new Octets(octets));
      int room = Math.max(8, width - counts.length() - 4);
      String name = mailbox.length() <= room ? mailbox : mailbox.substring(0, room - 3) + "...";
      return "  " + name + " ".repeat(room - name.length()) + "  " + counts;
    }
  }

  synchronized void started(String mailbox) {
    State state = new State(mailbox);
    states.put(mailbox, state);
    if (!place(state)) {
      waiting.add(state);
    }
  }

  private boolean place(State state) {
    for (int i = 0; i < lines.length; i++) {
      State before = lines[i];
      if (before == null || before.ended) {
        lines[i] = state;
        return true;
      }
    }
    return false;
  }

  synchronized void listed(String mailbox, ListingSummary listing) {
    State state = states.get(mailbox);
    if (state != null) {
      state.phase = "receiving";
      state.expected = listing.newMessages();
    }
  }

  synchronized void received(String mailbox, int octets) {
    State state = states.get(mailbox);
    if (state != null) {
      state.octets += octets;
    }
  }

  synchronized void delivered(String mailbox) {
    State state = states.get(mailbox);
    if (state != null && ++state.messages == state.expected) {
      state.phase = "ending";
    }
  }

  synchronized void ended(PollResult result) {
    State state = states.remove(result.mailbox());
    if (state == null) {
      return;
    }
    state.phase = result.isComplete() ? "done" : "FAILED";
    state.ended = true;
    waiting.remove(state);
    State next = waiting.peek();
    if (next != null && place(next)) {
      waiting.remove();
    }
  }

  /** Returns a line, as wide as that. */
  synchronized String line(int index, int width) {
    State state = lines[index];
    return state == null ? " ".repeat(width) : state.text(width);
  }
}
