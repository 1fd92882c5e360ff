// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A channel with both handlers; keeps what comes out of it, as {@link Shown} shows it. */
final class CodecChannel implements AutoCloseable {
  final EmbeddedChannel channel;
  final List<Throwable> exceptions = new ArrayList<>();
  private final List<String> shown = new ArrayList<>();
  private final Map<String, Runnable> reactions = new HashMap<>();

  CodecChannel() {
    this(Pop3CodecConfig.DEFAULT);
  }

  CodecChannel(Pop3CodecConfig config) {
    Pop3LineDecoder lines = new Pop3LineDecoder(config);
    channel = new EmbeddedChannel(lines, new Pop3ClientCodec(lines, config), new Last());
  }

  /** One that has read its greeting, which is not kept. */
  static CodecChannel greeted() {
    return greeted(Pop3CodecConfig.DEFAULT);
  }

  static CodecChannel greeted(Pop3CodecConfig config) {
    CodecChannel greeted = new CodecChannel(config);
    greeted.receive("+OK\r\n");
    greeted.shown.clear();
    return greeted;
  }

  /** Runs this, on the spot, when that is read. */
  void when(String read, Runnable reaction) {
    reactions.put(read, reaction);
  }

  /** Receives octets in one read, after which nothing more is there for now. */
  void receive(String octets) {
    channel.writeInbound(buffer(octets));
  }

  /** Receives octets in one read, after which there is more. */
  void receiveAndGoOn(String octets) {
    channel.pipeline().fireChannelRead(buffer(octets));
  }

  private ByteBuf buffer(String octets) {
    return channel.alloc().buffer().writeBytes(octets.getBytes(ISO_8859_1));
  }

  ChannelFuture send(Pop3Request request) {
    return channel.writeAndFlush(request);
  }

  /** What was written since last asked. */
  String written() {
    return String.join("", buffers());
  }

  /** What was written since last asked, buffer by buffer. */
  List<String> buffers() {
    List<String> buffers = new ArrayList<>();
    ByteBuf buffer;
    while ((buffer = channel.readOutbound()) != null) {
      buffers.add(buffer.toString(ISO_8859_1));
      buffer.release();
    }
    return buffers;
  }

  /** What was read since last asked. */
  List<String> read() {
    List<String> read = List.copyOf(shown);
    shown.clear();
    return read;
  }

  @Override
  public void close() {
    channel.finishAndReleaseAll();
  }

  private final class Last extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      String text = Shown.show(message);
      shown.add(text);
      Runnable reaction = reactions.remove(text);
      if (reaction != null) {
        reaction.run();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      shown.add(Shown.show(cause));
      exceptions.add(cause);
    }
  }
}
