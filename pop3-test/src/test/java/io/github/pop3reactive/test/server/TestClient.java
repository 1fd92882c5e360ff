// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.server;

import io.github.pop3reactive.test.tls.TestCa;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A blocking client that says what it is told. */
final class TestClient implements AutoCloseable {
  final Socket tcp;
  private Socket socket;
  InputStream in;

  TestClient(InetSocketAddress address) throws IOException {
    tcp = new Socket(address.getAddress(), address.getPort());
    tcp.setTcpNoDelay(true);
    tcp.setSoTimeout(10_000);
    socket = tcp;
    in = new BufferedInputStream(tcp.getInputStream());
  }

  TestClient startTls(TestCa ca) throws Exception {
    return startTls(ca, null);
  }

  TestClient startTls(TestCa ca, String user) throws Exception {
    SSLContext context;
    if (user == null) {
      context = SSLContext.getInstance("TLS");
      context.init(null, ca.trustManagerFactory().getTrustManagers(), null);
    } else {
      context = ca.client(user).sslContextTrusting(ca);
    }
    SSLSocket tls =
        (SSLSocket) context.getSocketFactory().createSocket(tcp, "localhost", tcp.getPort(), true);
    tls.startHandshake();
    socket = tls;
    in = new BufferedInputStream(tls.getInputStream());
    return this;
  }

  void send(String latin1) throws IOException {
    socket.getOutputStream().write(latin1.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** Sends a line and returns the status line that answers it. */
  String ask(String line) throws IOException {
    send(line + "\r\n");
    return line();
  }

  /** Sends a line and returns what follows the status line, without the dot, still stuffed. */
  List<String> askMany(String line) throws IOException {
    String status = ask(line);
    if (!status.startsWith("+OK")) {
      throw new AssertionError(status);
    }
    List<String> lines = new ArrayList<>();
    for (String next = line(); !next.equals("."); next = line()) {
      lines.add(next);
    }
    return lines;
  }

  /** The next line without CRLF; "EOF" at the end. */
  String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      line.write(octet);
      String text = line.toString(StandardCharsets.ISO_8859_1);
      if (text.endsWith("\r\n")) {
        return text.substring(0, text.length() - 2);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1) + "EOF";
  }

  String login(String user, String password) throws IOException {
    ask("USER " + user);
    return ask("PASS " + password);
  }

  @Override
  public void close() throws IOException {
    tcp.close();
  }
}
