// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;

/**
 * A client's and a server's channel and the wire between them, without a network. For one thread;
 * nothing moves unless {@link #carry()} is called.
 */
public final class EmbeddedWire implements AutoCloseable {
  private final EmbeddedChannel client;
  private final EmbeddedChannel server;
  private final ByteBuf sentByServer = Unpooled.buffer();

  /** Takes over two channels, which {@link #close()} ends. */
  public EmbeddedWire(EmbeddedChannel client, EmbeddedChannel server) {
    this.client = client;
    this.server = server;
  }

  /** Runs the tasks of both ends and carries octets both ways until neither sends any more. */
  public void carry() {
    boolean moved = true;
    while (moved) {
      moved = false;
      client.runPendingTasks();
      for (ByteBuf out = client.readOutbound(); out != null; out = client.readOutbound()) {
        server.writeInbound(out);
        moved = true;
      }
      server.runPendingTasks();
      for (ByteBuf out = server.readOutbound(); out != null; out = server.readOutbound()) {
        sentByServer.writeBytes(out.duplicate());
        client.writeInbound(out);
        moved = true;
      }
    }
  }

  /**
   * Writes a text at the client's end and carries it.
   *
   * @return what came out at the server's end, as one buffer and in ASCII
   */
  public String carryText(String text) {
    client.writeOutbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    carry();
    ByteBuf received = server.readInbound();
    try {
      return received.toString(StandardCharsets.US_ASCII);
    } finally {
      received.release();
    }
  }

  /**
   * {@return what the server's first record says} Also after {@link #close()}.
   *
   * @throws IllegalArgumentException if it is no ServerHello
   */
  public ServerHello serverHello() {
    return ServerHello.of(sentByServer);
  }

  /** Closes both channels and releases what they hold. */
  @Override
  public void close() {
    client.finishAndReleaseAll();
    server.finishAndReleaseAll();
  }
}
