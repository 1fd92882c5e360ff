// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import java.util.Set;

/**
 * The limits of {@link Pop3LineDecoder} and {@link Pop3ClientCodec}, and what they let pass.
 *
 * <table>
 *   <caption>Limits, in octets</caption>
 *   <tr><th>Name</th><th>Default</th><th>What it bounds</th><th>When exceeded</th></tr>
 *   <tr><td>{@code maxLineOctets}</td><td>8,192</td>
 *     <td>a status line, and any line that is held until its end has arrived; CRLF not counted. RFC
 *     2449 section 4 allows servers 512. Lines within a multi-line body may be longer: they are
 *     handed on in pieces</td>
 *     <td>{@link io.netty.handler.codec.TooLongFrameException} for a status line</td></tr>
 *   <tr><td>{@code maxBodyOctets}</td><td>no limit</td>
 *     <td>the content of one multi-line reply after dot-unstuffing</td>
 *     <td>{@link io.netty.handler.codec.TooLongFrameException}, behind the octets within the
 *     limit</td></tr>
 *   <tr><td>{@code maxCommandOctets}</td><td>255</td>
 *     <td>a command line with its CRLF (RFC 2449 section 4)</td>
 *     <td>the write fails with {@link io.netty.handler.codec.EncoderException}</td></tr>
 *   <tr><td>{@code maxContinuationOctets}</td><td>12,288</td>
 *     <td>a client's answer within AUTH with its CRLF (RFC 5034 section 4)</td>
 *     <td>the write fails with {@link io.netty.handler.codec.EncoderException}</td></tr>
 * </table>
 *
 * @param maxLineOctets at least 64
 * @param maxBodyOctets at least 1
 * @param maxCommandOctets at least 64
 * @param maxContinuationOctets at least 64
 * @param leniencies what the server may break, nothing by default
 */
public record Pop3CodecConfig(
    int maxLineOctets,
    long maxBodyOctets,
    int maxCommandOctets,
    int maxContinuationOctets,
    Set<Leniency> leniencies) {

  /** The defaults of the table above. */
  public static final Pop3CodecConfig DEFAULT =
      new Pop3CodecConfig(8 * 1024, Long.MAX_VALUE, 255, 12 * 1024, Set.of());

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if a limit is below its minimum
   */
  public Pop3CodecConfig {
    atLeast(64, maxLineOctets, "maxLineOctets");
    atLeast(1, maxBodyOctets, "maxBodyOctets");
    atLeast(64, maxCommandOctets, "maxCommandOctets");
    atLeast(64, maxContinuationOctets, "maxContinuationOctets");
    leniencies = Set.copyOf(leniencies);
  }

  private static void atLeast(int minimum, long value, String name) {
    if (value < minimum) {
      throw new IllegalArgumentException(name + " is " + value + ", must be at least " + minimum);
    }
  }

  /** Returns this configuration with another limit for lines. */
  public Pop3CodecConfig withMaxLineOctets(int octets) {
    return new Pop3CodecConfig(
        octets, maxBodyOctets, maxCommandOctets, maxContinuationOctets, leniencies);
  }

  /** Returns this configuration with another limit for the body of a multi-line reply. */
  public Pop3CodecConfig withMaxBodyOctets(long octets) {
    return new Pop3CodecConfig(
        maxLineOctets, octets, maxCommandOctets, maxContinuationOctets, leniencies);
  }

  /** Returns this configuration with another limit for command lines. */
  public Pop3CodecConfig withMaxCommandOctets(int octets) {
    return new Pop3CodecConfig(
        maxLineOctets, maxBodyOctets, octets, maxContinuationOctets, leniencies);
  }

  /** Returns this configuration with these leniencies and no others. */
  public Pop3CodecConfig withLeniencies(Leniency... values) {
    return new Pop3CodecConfig(
        maxLineOctets, maxBodyOctets, maxCommandOctets, maxContinuationOctets, Set.of(values));
  }
}
