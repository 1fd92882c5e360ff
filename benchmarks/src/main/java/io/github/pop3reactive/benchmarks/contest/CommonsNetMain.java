// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.apache.commons.net.pop3.POP3Client;

/** Writes the first message of a maildrop to standard output, with Commons Net and nothing else. */
final class CommonsNetMain {
  private CommonsNetMain() {}

  /** Takes host, port and user. */
  public static void main(String[] args) throws IOException {
    POP3Client client = new POP3Client();
    client.connect(args[0], Integer.parseInt(args[1]));
    if (!client.login(args[2], System.getenv("BENCHMARK_PASSWORD"))) {
      throw new IOException("refused");
    }
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.ISO_8859_1);
    try (Reader message = client.retrieveMessage(1)) {
      char[] text = new char[8192];
      int length;
      while ((length = message.read(text, 0, text.length)) > 0) {
        out.print(String.valueOf(text, 0, length));
      }
    }
    out.flush();
    client.logout();
    client.disconnect();
  }
}
