// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.server;

import io.github.pop3reactive.test.tls.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * The server's end of one connection, for the script that runs on it. Calls block. All is for the
 * script's thread alone, except {@link #lines()} and {@link #octetsWritten()}.
 *
 * <p>Text is one octet per char (ISO 8859-1). Each call that sends has handed its octets to the
 * network when it returns. An IOException says that the connection has ended.
 */
public final class ServerConnection {
  private final int number;
  private final Socket tcp;
  private final CountDownLatch serverClosed;
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final CountedOutput out;
  private LineInput in;
  private @Nullable SSLSocket tls;

  ServerConnection(int number, Socket tcp, CountDownLatch serverClosed) throws IOException {
    this.number = number;
    this.tcp = tcp;
    this.serverClosed = serverClosed;
    tcp.setTcpNoDelay(true);
    out = new CountedOutput(tcp.getOutputStream());
    in = new LineInput(tcp.getInputStream());
  }

  /** Which connection of the server this is, from 0. */
  public int number() {
    return number;
  }

  /** The lines read so far, without CRLF, as a copy; of any thread. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** How many octets the server has sent on this connection, before TLS; of any thread. */
  public long octetsWritten() {
    return out.written();
  }

  /** The TLS session, for the name asked for or the client's certificate; null without TLS. */
  public @Nullable SSLSession tlsSession() {
    return tls == null ? null : tls.getSession();
  }

  /** Sends a line and CRLF. */
  public void send(String line) throws IOException {
    sendRaw(line + "\r\n");
  }

  /** Sends just these octets, one per char. */
  public void sendRaw(String latin1) throws IOException {
    sendRaw(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends just these octets. */
  public void sendRaw(byte[] octets) throws IOException {
    out.write(octets);
    out.flush();
  }

  /** Sends one octet, waits, sends the next, waits, and so on. */
  public void drip(byte[] octets, Duration pause) throws IOException, InterruptedException {
    for (byte octet : octets) {
      sendRaw(new byte[] {octet});
      Thread.sleep(pause.toMillis());
    }
  }

  /**
   * Sends a message made up on the way: a header, then lines all alike, no dot at a line start.
   *
   * @param octets the exact size, not 1; any number, since nothing is held
   * @param lineLength the octets of a line without CRLF; the last line differs to fill the size
   * @param terminated whether {@code .} and CRLF follow, which do not count in the size
   */
  public void sendGenerated(long octets, int lineLength, boolean terminated) throws IOException {
    GeneratedBody.write(out, octets, lineLength);
    if (terminated) {
      out.write(new byte[] {'.', '\r', '\n'});
    }
    out.flush();
  }

  /**
   * Waits for the next line. Only CRLF ends one, a CR or LF alone belongs to it.
   *
   * @return the line without CRLF; null if the client has closed
   * @throws AssertionError if the client closed within a line, or the line exceeds 64 KiB
   */
  public @Nullable String readLine() throws IOException {
    String line = in.readLine();
    if (line != null) {
      lines.add(line);
    }
    return line;
  }

  /**
   * Waits for the next line, which is to be this one.
   *
   * @throws AssertionError if it is another one, or the client closes
   */
  public void expect(String line) throws IOException {
    String actual = readLine();
    if (!line.equals(actual)) {
      throw unexpected("\"" + line + "\"", actual);
    }
  }

  /**
   * Waits until the client closes, or resets.
   *
   * @throws AssertionError if it sends a line instead
   */
  public void expectEnd() throws IOException {
    String actual = readLine();
    if (actual != null) {
      throw unexpected("the end", actual);
    }
  }

  /**
   * Takes the server's part in a TLS handshake, now, and goes on encrypted. What the client sent
   * ahead, before the handshake, is taken for TLS, so that commands there make the handshake fail.
   */
  public void startTls(TestCertificate certificate) throws IOException {
    startTls(certificate.sslContext(), socket -> {});
  }

  /**
   * Like {@link #startTls(TestCertificate)}, with a context of the caller's choice.
   *
   * @param settings called before the handshake, to ask for a client certificate or to choose
   *     protocols
   */
  public void startTls(SSLContext context, Consumer<SSLSocket> settings) throws IOException {
    out.flush();
    InputStream ahead = in.takeReadAhead();
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(tcp, ahead, true);
    settings.accept(socket);
    socket.startHandshake();
    tls = socket;
    in = new LineInput(socket.getInputStream());
    out.redirect(socket.getOutputStream());
  }

  /** Closes in good order: close_notify under TLS, then FIN. Does nothing if it is closed. */
  public void close() throws IOException {
    if (tcp.isClosed()) {
      return;
    }
    try {
      out.flush();
      if (tls != null) {
        tls.shutdownOutput();
      }
    } finally {
      closeWithoutNotify();
    }
  }

  /** Closes with FIN, under TLS without the close_notify before it. */
  public void closeWithoutNotify() throws IOException {
    if (tcp.isClosed()) {
      return;
    }
    try (tcp) {
      tcp.shutdownOutput();
      // Input that nobody read would turn the FIN into a reset.
      InputStream unread = tcp.getInputStream();
      unread.skipNBytes(unread.available());
    }
  }

  /** Closes with RST. Does nothing if it is closed. */
  public void reset() throws IOException {
    if (tcp.isClosed()) {
      return;
    }
    tcp.setSoLinger(true, 0);
    tcp.close();
  }

  /** Waits, silent and with the connection open, until the server is closed. */
  public void stall() throws InterruptedException {
    serverClosed.await();
  }

  /** Resets, of any thread, unless the connection ends by itself in that moment. */
  void abort() {
    try {
      reset();
    } catch (IOException e) {
      // Closed in the meantime, which is what is wanted.
    }
  }

  /** Sends later, together with what comes after, at the next flush. */
  CountedOutput output() {
    return out;
  }

  /** Reads and forgets what the client sends, until it closes. */
  void discardInput() throws IOException {
    in.discard();
  }

  /** Whether the client has sent ahead more than was read. */
  boolean hasReadAhead() {
    return in.hasReadAhead();
  }

  private AssertionError unexpected(String expected, @Nullable String actual) {
    String came = actual == null ? "the end" : "\"" + actual + "\"";
    return new AssertionError(
        "connection " + number + ": expected " + expected + ", came " + came + " after " + lines());
  }
}
