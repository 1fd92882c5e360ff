// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.server;

import io.github.pop3reactive.test.tls.TestCertificate;
import io.github.pop3reactive.test.transcript.Transcript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A server on a free port of the loopback interface that runs a script on each connection. Accepts
 * any number of connections at once; each has a daemon thread with blocking I/O. What it recorded
 * can be asked for by any thread, also after {@link #close()}.
 */
public final class ScriptedServer implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  private final ServerScript script;
  private final ServerSocket listening;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean closing;
  private final List<ServerConnection> connections =
      Collections.synchronizedList(new ArrayList<>());
  private final Thread acceptor;
  private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
  private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
  private final List<IOException> disconnects = Collections.synchronizedList(new ArrayList<>());

  private ScriptedServer(ServerScript script) {
    this.script = script;
    try {
      listening = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    acceptor = thread("accept", this::accept);
  }

  /** Starts a server that speaks plain text until the script begins TLS. */
  public static ScriptedServer start(ServerScript script) {
    ScriptedServer server = new ScriptedServer(script);
    server.acceptor.start();
    return server;
  }

  /** Starts a server that plays the transcript on each connection. */
  public static ScriptedServer start(Transcript transcript) {
    return start(ServerScript.of(transcript));
  }

  /** Starts a server that makes the TLS handshake before it runs the script. */
  public static ScriptedServer startTls(TestCertificate certificate, ServerScript script) {
    return start(
        connection -> {
          connection.startTls(certificate);
          script.run(connection);
        });
  }

  /** Starts a server that makes the TLS handshake before it plays the transcript. */
  public static ScriptedServer startTls(TestCertificate certificate, Transcript transcript) {
    return startTls(certificate, ServerScript.of(transcript));
  }

  /** The name to connect to, which the good test certificates are for. */
  public String host() {
    return "localhost";
  }

  /** The port to connect to. */
  public int port() {
    return listening.getLocalPort();
  }

  /** The resolved address to connect to. */
  public InetSocketAddress address() {
    return new InetSocketAddress(listening.getInetAddress(), port());
  }

  /** The connections accepted so far, in that order. */
  public List<ServerConnection> connections() {
    return List.copyOf(connections);
  }

  /** The lines that one connection received, without CRLF. */
  public List<String> lines(int connection) {
    return connections.get(connection).lines();
  }

  /** What scripts threw, other than IOExceptions, before the server was closed. */
  public List<Throwable> failures() {
    return List.copyOf(failures);
  }

  /** The IOExceptions that ended scripts, as refused handshakes and resets of the client. */
  public List<IOException> disconnects() {
    return List.copyOf(disconnects);
  }

  /**
   * Throws if a script has failed.
   *
   * @throws AssertionError with the failures as cause and suppressed
   */
  public void assertNoFailures() {
    List<Throwable> all = failures();
    if (!all.isEmpty()) {
      AssertionError error = new AssertionError("a server script failed", all.get(0));
      all.stream().skip(1).forEach(error::addSuppressed);
      throw error;
    }
  }

  /**
   * Waits until the scripts of all connections accepted so far have ended, then does {@link
   * #assertNoFailures()}.
   *
   * @throws AssertionError if one failed, or one has not ended after {@value #PATIENCE_SECONDS} s
   */
  public void awaitScripts() {
    assertNoFailures();
    if (!join(threads)) {
      assertNoFailures();
      throw new AssertionError("a server script still runs");
    }
    assertNoFailures();
  }

  /** Resets the connections that are open and ends all threads. Never fails because of a script. */
  @Override
  public void close() {
    closing = true;
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    boolean ended = join(List.of(acceptor));
    connections.forEach(ServerConnection::abort);
    closed.countDown();
    threads.forEach(Thread::interrupt);
    if (!ended || !join(threads)) {
      throw new IllegalStateException("a server script does not end");
    }
  }

  private static boolean join(List<Thread> threads) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    try {
      for (Thread thread : new ArrayList<>(threads)) {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        thread.join(Math.max(1, millis));
        if (thread.isAlive()) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, "test-server-" + port() + "-" + name);
    thread.setDaemon(true);
    return thread;
  }

  private void accept() {
    while (!closing) {
      try {
        Socket socket = listening.accept();
        int number = connections.size();
        ServerConnection connection = new ServerConnection(number, socket, closed);
        Thread thread = thread("connection-" + number, () -> serve(connection));
        connections.add(connection);
        // Who was served must find its script among those to wait for, which is asked by copying.
        synchronized (threads) {
          thread.start();
          threads.add(thread);
        }
      } catch (IOException e) {
        ended(e);
      }
    }
  }

  private void serve(ServerConnection connection) {
    try {
      script.run(connection);
      connection.close();
    } catch (ConnectionEnded e) {
      // A fault did what it was to do.
    } catch (Throwable e) {
      ended(e);
    } finally {
      try {
        connection.closeWithoutNotify();
      } catch (IOException e) {
        ended(e);
      }
    }
  }

  private void ended(Throwable e) {
    if (closing) {
      return;
    }
    if (e instanceof IOException disconnect) {
      disconnects.add(disconnect);
    } else {
      failures.add(e);
    }
  }
}
