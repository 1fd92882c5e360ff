// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.server;

import io.github.pop3reactive.test.tls.TestCertificate;
import io.github.pop3reactive.test.transcript.Step;
import io.github.pop3reactive.test.transcript.Transcript;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a server does on one connection, from the greeting on. */
@FunctionalInterface
public interface ServerScript {

  /**
   * Runs on a thread of its own. When it returns, the connection is closed in good order, unless
   * the script closed it otherwise.
   *
   * @throws Exception a failure of the script, except an IOException, which says that the client or
   *     the network ended the connection
   */
  void run(ServerConnection connection) throws Exception;

  /** A script for each connection in the order of accepting; the last one serves all further. */
  static ServerScript inOrder(ServerScript... scripts) {
    List<ServerScript> all = List.of(scripts);
    return connection -> all.get(Math.min(connection.number(), all.size() - 1)).run(connection);
  }

  /**
   * Plays a transcript without TLS steps. At its end, if it does not tell how the connection ends,
   * the server waits for the client to close, and a further line fails the script.
   */
  static ServerScript of(Transcript transcript) {
    return connection -> play(connection, transcript, null);
  }

  /** Like {@link #of(Transcript)}, and shows the certificate in the handshake at a TLS step. */
  static ServerScript of(Transcript transcript, TestCertificate certificate) {
    return connection -> play(connection, transcript, certificate);
  }

  private static void play(
      ServerConnection connection, Transcript transcript, @Nullable TestCertificate certificate)
      throws Exception {
    for (Step step : transcript.steps()) {
      if (step instanceof Step.ServerSends sends) {
        connection.sendRaw(sends.latin1());
      } else if (step instanceof Step.ClientSends sends) {
        connection.expect(sends.line());
      } else if (step instanceof Step.StartTls) {
        if (certificate == null) {
          throw new IllegalStateException("the transcript has a TLS step, but no certificate");
        }
        connection.startTls(certificate);
      } else if (step instanceof Step.Eof) {
        connection.close();
        return;
      } else if (step instanceof Step.Reset) {
        connection.reset();
        return;
      } else if (step instanceof Step.Stall) {
        connection.stall();
      }
    }
    connection.expectEnd();
  }
}
