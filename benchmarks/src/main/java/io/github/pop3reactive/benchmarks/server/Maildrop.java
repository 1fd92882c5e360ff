// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** A maildrop whose replies are ready in direct buffers; a few messages stand for all of them. */
public final class Maildrop {
  private static final int DISTINCT = 8;

  private final MaildropFacts facts;
  private final ByteBuf list;
  private final ByteBuf uidl;
  private final List<ByteBuf> retr = new ArrayList<>(DISTINCT);

  private Maildrop(String name, int messages, int octets, int dottedOneOf) {
    long[] crcs = new long[DISTINCT];
    for (int i = 0; i < DISTINCT; i++) {
      byte[] message = CannedText.message(i, octets, dottedOneOf);
      CRC32 crc = new CRC32();
      crc.update(message);
      crcs[i] = crc.getValue();
      retr.add(direct(retrReply(message)));
    }
    StringBuilder sizes = new StringBuilder("+OK\r\n");
    StringBuilder ids = new StringBuilder("+OK\r\n");
    long checksum = 0;
    long idChecksum = 0;
    long wireOctets = 0;
    for (int number = 1; number <= messages; number++) {
      sizes.append(number).append(' ').append(octets).append("\r\n");
      String id = "uid-" + name + number;
      ids.append(number).append(' ').append(id).append("\r\n");
      idChecksum += (long) number * id.hashCode();
      checksum += number * crcs[number % DISTINCT];
      wireOctets += retr.get(number % DISTINCT).readableBytes();
    }
    this.list = direct(ascii(sizes.append(".\r\n")));
    this.uidl = direct(ascii(ids.append(".\r\n")));
    this.facts = new MaildropFacts(name, messages, octets, checksum, idChecksum, wireOctets);
  }

  /** Makes a maildrop of so many messages of so many octets each. */
  public static Maildrop of(String name, int messages, int octets) {
    return new Maildrop(name, messages, octets, CannedText.DOTTED_ONE_OF);
  }

  /**
   * Makes one of name:messages:octets, with {@code :dotted} behind if every line begins with one.
   */
  static Maildrop parse(String spec) {
    String[] parts = spec.split(":", -1);
    return new Maildrop(
        parts[0],
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[2]),
        parts.length > 3 ? 1 : CannedText.DOTTED_ONE_OF);
  }

  /** Returns what clients are checked against. */
  public MaildropFacts facts() {
    return facts;
  }

  ByteBuf list() {
    return list.retainedDuplicate();
  }

  ByteBuf uidl() {
    return uidl.retainedDuplicate();
  }

  ByteBuf retr(int number) {
    return retr.get(number % DISTINCT).retainedDuplicate();
  }

  boolean has(int number) {
    return number >= 1 && number <= facts.messages();
  }

  private static byte[] ascii(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Wraps memory of the JDK, which needs no release. */
  static ByteBuf direct(byte[] octets) {
    return Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(octets.length).put(octets).flip());
  }

  private static byte[] retrReply(byte[] message) {
    ByteBuf reply = Unpooled.buffer(message.length + message.length / 64 + 64);
    reply.writeBytes(ascii("+OK " + message.length + " octets\r\n"));
    byte previous = '\n';
    for (byte octet : message) {
      if (octet == '.' && previous == '\n') {
        reply.writeByte('.');
      }
      reply.writeByte(octet);
      previous = octet;
    }
    reply.writeBytes(ascii(".\r\n"));
    byte[] octets = new byte[reply.readableBytes()];
    reply.readBytes(octets);
    reply.release();
    return octets;
  }
}
