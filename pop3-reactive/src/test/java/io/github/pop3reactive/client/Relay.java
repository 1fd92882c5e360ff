// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes the octets of each connection on to a server, after an opening that it speaks itself. */
final class Relay implements AutoCloseable {
  /** What is said before octets are passed on. */
  interface Opening {
    /** Returns whether to go on. */
    boolean play(DataInputStream in, OutputStream out) throws IOException;
  }

  private final ServerSocketChannel listening;
  private final SocketAddress target;
  private final Opening opening;
  private final List<SocketChannel> open = new CopyOnWriteArrayList<>();

  private final AtomicInteger accepted = new AtomicInteger();

  private Relay(ServerSocketChannel listening, SocketAddress target, Opening opening) {
    this.listening = listening;
    this.target = target;
    this.opening = opening;
    run(this::accept);
  }

  static Relay onLoopback(SocketAddress target, Opening opening) throws IOException {
    ServerSocketChannel listening = ServerSocketChannel.open();
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return new Relay(listening, target, opening);
  }

  static Relay onDomainSocket(Path path, SocketAddress target) throws IOException {
    ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listening.bind(UnixDomainSocketAddress.of(path));
    return new Relay(listening, target, (in, out) -> true);
  }

  /** How many connections it has taken so far. */
  int connections() {
    return accepted.get();
  }

  InetSocketAddress address() {
    try {
      return (InetSocketAddress) listening.getLocalAddress();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void run(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // One side has closed.
              }
            },
            "relay");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (listening.isOpen()) {
      SocketChannel client = listening.accept();
      open.add(client);
      accepted.incrementAndGet();
      run(() -> serve(client));
    }
  }

  private void serve(SocketChannel client) throws IOException {
    DataInputStream in = new DataInputStream(Channels.newInputStream(client));
    try (client) {
      if (opening.play(in, Channels.newOutputStream(client))) {
        SocketChannel server = SocketChannel.open(target);
        open.add(server);
        run(() -> pass(server, client));
        pass(client, server);
      }
    }
  }

  /** Not by the streams of {@link Channels}, whose reading keeps others from writing. */
  private static void pass(SocketChannel from, SocketChannel to) throws IOException {
    ByteBuffer octets = ByteBuffer.allocate(8192);
    try (to) {
      while (from.read(octets) >= 0) {
        octets.flip();
        while (octets.hasRemaining()) {
          to.write(octets);
        }
        octets.clear();
      }
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (SocketChannel channel : open) {
      channel.close();
    }
  }
}
