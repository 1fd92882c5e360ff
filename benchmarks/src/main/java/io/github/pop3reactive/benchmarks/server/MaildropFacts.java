// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.server;

/**
 * What there is in a maildrop.
 *
 * @param name the user it belongs to
 * @param messages how many messages it holds
 * @param octets the length of each of them
 * @param checksum the sum over the messages of number times CRC32, modulo 2 to the 64th
 * @param idChecksum the sum over the messages of number times {@link String#hashCode()} of the
 *     unique-id
 * @param wireOctets the length of the replies to RETR of each of them, dot-stuffed
 */
public record MaildropFacts(
    String name, int messages, int octets, long checksum, long idChecksum, long wireOctets) {

  /** Returns the facts as words divided by blanks. */
  public String toLine() {
    return name
        + " "
        + messages
        + " "
        + octets
        + " "
        + checksum
        + " "
        + idChecksum
        + " "
        + wireOctets;
  }

  /** Reads what {@link #toLine()} wrote, at these words. */
  public static MaildropFacts parse(String[] words, int from) {
    return new MaildropFacts(
        words[from],
        Integer.parseInt(words[from + 1]),
        Integer.parseInt(words[from + 2]),
        Long.parseLong(words[from + 3]),
        Long.parseLong(words[from + 4]),
        Long.parseLong(words[from + 5]));
  }
}
