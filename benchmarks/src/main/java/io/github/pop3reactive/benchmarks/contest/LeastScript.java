// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the least of clients sends, flight by flight; the first flight is the greeting's. */
record LeastScript(List<Flight> flights) {

  /** What comes back for one command. */
  enum Reply {
    STATUS,
    LISTING,
    MESSAGE
  }

  /** Commands that go out in one write, once all replies to the flight before are there. */
  record Flight(String lines, List<Reply> replies) {}

  static LeastScript of(Job job) {
    List<Flight> flights = new ArrayList<>();
    flights.add(new Flight("", List.of(Reply.STATUS)));
    String user = job.maildrop().name();
    int messages = job.maildrop().messages();
    switch (job.task()) {
      case READ -> {
        flights.add(status("USER " + user));
        flights.add(status("PASS secret"));
        flights.add(new Flight("LIST\r\n", List.of(Reply.LISTING)));
        flights.add(each("RETR", messages, Reply.MESSAGE));
      }
      case POLL -> {
        flights.add(status("AUTH PLAIN " + initialResponse(user)));
        flights.add(
            new Flight(
                "STAT\r\nUIDL\r\nLIST\r\n", List.of(Reply.STATUS, Reply.LISTING, Reply.LISTING)));
        flights.add(each("RETR", messages, Reply.MESSAGE));
        flights.add(each("DELE", messages, Reply.STATUS));
      }
      case IDLE -> {
        flights.add(status("USER " + user));
        flights.add(status("PASS secret"));
        return new LeastScript(List.copyOf(flights));
      }
      case UIDL, COLD ->
          throw new IllegalArgumentException(job.task() + " is not for the reference points");
    }
    flights.add(status("QUIT"));
    return new LeastScript(List.copyOf(flights));
  }

  private static String initialResponse(String user) {
    byte[] octets = ("\0" + user + "\0secret").getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(octets);
  }

  private static Flight status(String line) {
    return new Flight(line + "\r\n", List.of(Reply.STATUS));
  }

  private static Flight each(String verb, int messages, Reply reply) {
    StringBuilder lines = new StringBuilder();
    IntStream.rangeClosed(1, messages)
        .forEach(number -> lines.append(verb).append(' ').append(number).append("\r\n"));
    return new Flight(lines.toString(), Stream.generate(() -> reply).limit(messages).toList());
  }
}
