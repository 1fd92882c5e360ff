// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.transcript;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** One play of a transcript against one channel. */
final class EmbeddedPlay {
  private final EmbeddedChannel channel;
  private final EmbeddedTranscript.Driver driver;
  private final Function<Object, String> renderer;
  private final Predicate<Object> parts;
  private final List<String> events = new ArrayList<>();
  private final StringBuilder written = new StringBuilder();
  private boolean lastWasPart;
  private int serverPosition;

  EmbeddedPlay(
      EmbeddedChannel channel,
      EmbeddedTranscript.Driver driver,
      Function<Object, String> renderer,
      Predicate<Object> parts) {
    this.channel = channel;
    channel.pipeline().addLast(new Collector());
    this.driver = driver;
    this.renderer = renderer;
    this.parts = parts;
  }

  /** Returns whether there is a channel left to go on with. */
  boolean step(Step step, IntPredicate cuts) {
    if (step instanceof Step.ServerSends sends) {
      assertNothingWritten("before the server sends " + sends);
      int start = serverPosition;
      byte[] octets = sends.octets();
      serverPosition += octets.length;
      for (byte[] piece : Splits.cut(octets, at -> cuts.test(start + at))) {
        if (channel.isOpen()) {
          receive(piece);
        }
      }
    } else if (step instanceof Step.ClientSends sends) {
      driver.send(channel, sends.line());
      channel.runPendingTasks();
      assertWritten(new String(sends.octets(), StandardCharsets.ISO_8859_1));
    } else if (step instanceof Step.StartTls) {
      driver.startTls(channel);
    } else if (step instanceof Step.Reset) {
      channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
      close();
    } else if (step instanceof Step.Eof) {
      close();
    }
    channel.runPendingTasks();
    channel.checkException();
    return channel.isOpen();
  }

  List<String> finish() {
    assertNothingWritten("at the end");
    return List.copyOf(events);
  }

  void release() {
    close();
    channel.releaseInbound();
    channel.releaseOutbound();
  }

  private void close() {
    var unused = channel.close();
  }

  private void receive(byte[] piece) {
    channel.writeInbound(channel.alloc().buffer(piece.length).writeBytes(piece));
  }

  private void event(Object object) {
    boolean part = parts.test(object);
    String text = renderer.apply(object);
    if (part && lastWasPart) {
      events.set(events.size() - 1, events.get(events.size() - 1) + text);
    } else {
      events.add(text);
    }
    lastWasPart = part;
  }

  private void assertWritten(String line) {
    collectWritten();
    if (!written.toString().startsWith(line)) {
      throw new AssertionError("the client is to send " + show(line) + ", sent " + show(written));
    }
    written.delete(0, line.length());
  }

  private void assertNothingWritten(String when) {
    collectWritten();
    if (!written.isEmpty()) {
      throw new AssertionError("the client also sent " + show(written) + ", " + when);
    }
  }

  private void collectWritten() {
    Object outbound;
    while ((outbound = channel.readOutbound()) != null) {
      if (!(outbound instanceof ByteBuf buffer)) {
        throw new AssertionError("not octets: " + outbound);
      }
      written.append(buffer.toString(StandardCharsets.ISO_8859_1));
      buffer.release();
    }
  }

  private static String show(CharSequence text) {
    return "\"" + text.toString().replace("\r", "\\r").replace("\n", "\\n") + "\"";
  }

  /** Stands last, because the channel itself would not keep the order of objects and exceptions. */
  private final class Collector extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      event(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      event(cause);
    }
  }
}
