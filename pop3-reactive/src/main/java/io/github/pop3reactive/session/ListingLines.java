// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.codec.Pop3Response;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * The lines of listings and the like: numbers divided by blanks, then whatever (RFC 1939 sections 5
 * and 7). More than one blank is let pass.
 */
final class ListingLines {
  private final Pop3Command command;
  private ByteBuf line = Unpooled.EMPTY_BUFFER;
  private int until;
  private int index;

  private ListingLines(Pop3Command command) {
    this.command = command;
  }

  private static ListingLines of(Pop3Command command, Pop3Response response) {
    ByteBuf text = Unpooled.wrappedBuffer(response.text().getBytes(StandardCharsets.UTF_8));
    return new ListingLines(command).at(text, 0, text.writerIndex());
  }

  private ListingLines at(ByteBuf buffer, int from, int before) {
    line = buffer;
    index = from;
    until = before;
    return this;
  }

  /** Returns a reader for the lines of one listing. */
  static LineReader<ScanListing> scanListings() {
    ListingLines lines = new ListingLines(Pop3Command.LIST);
    return (buffer, from, until) -> lines.at(buffer, from, until).scanListing();
  }

  /** Returns a reader for the lines of one listing. */
  static LineReader<UniqueId> uniqueIds() {
    ListingLines lines = new ListingLines(Pop3Command.UIDL);
    return (buffer, from, until) -> lines.at(buffer, from, until).uniqueId();
  }

  static ScanListing scanListing(Pop3Response response, int number) {
    ScanListing listing = of(Pop3Command.LIST, response).scanListing();
    sameNumber(Pop3Command.LIST, number, listing.number());
    return listing;
  }

  static UniqueId uniqueId(Pop3Response response, int number) {
    String text = response.text().trim();
    if (text.indexOf(' ') < 0 && text.indexOf('\t') < 0 && !text.equals(Integer.toString(number))) {
      byte[] octets = text.getBytes(StandardCharsets.UTF_8);
      return new UniqueId(number, new String(octets, StandardCharsets.ISO_8859_1));
    }
    UniqueId listing = of(Pop3Command.UIDL, response).uniqueId();
    sameNumber(Pop3Command.UIDL, number, listing.number());
    return listing;
  }

  static MaildropStatus status(Pop3Response response) {
    ListingLines lines = of(Pop3Command.STAT, response);
    return new MaildropStatus(lines.numberFrom(0), lines.octets());
  }

  static int last(Pop3Response response) {
    return of(Pop3Command.LAST, response).numberFrom(0);
  }

  private ScanListing scanListing() {
    return new ScanListing(numberFrom(1), octets());
  }

  private UniqueId uniqueId() {
    int number = numberFrom(1);
    skipBlanks();
    int end = until;
    while (end > index && isBlank(line.getByte(end - 1))) {
      end--;
    }
    return new UniqueId(number, line.toString(index, end - index, StandardCharsets.ISO_8859_1));
  }

  private int numberFrom(int minimum) {
    long value = digits();
    if (value < minimum || value > Integer.MAX_VALUE) {
      throw broken("a number out of range");
    }
    return (int) value;
  }

  /** A count that has overflown is as good as none. */
  private long octets() {
    skipBlanks();
    boolean negative = index < until && line.getByte(index) == '-';
    if (negative) {
      index++;
    }
    long octets = digits();
    return negative ? 0 : octets;
  }

  private long digits() {
    skipBlanks();
    int start = index;
    long value = 0;
    for (; index < until && !isBlank(line.getByte(index)); index++) {
      int digit = line.getByte(index) - '0';
      if (digit < 0 || digit > 9) {
        throw broken("not a number");
      }
      if (value > (Long.MAX_VALUE - digit) / 10) {
        throw broken("a number out of range");
      }
      value = value * 10 + digit;
    }
    if (index == start) {
      throw broken("a number is missing");
    }
    return value;
  }

  private void skipBlanks() {
    while (index < until && isBlank(line.getByte(index))) {
      index++;
    }
  }

  private static boolean isBlank(byte octet) {
    return octet == ' ' || octet == '\t';
  }

  private static void sameNumber(Pop3Command command, int expected, int actual) {
    if (actual != expected) {
      throw new Pop3ProtocolException(
          command, "asked for message " + expected + ", told of " + actual, null);
    }
  }

  private Pop3ProtocolException broken(String what) {
    return new Pop3ProtocolException(command, what + " in the server's answer", null);
  }
}
