// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.transcript;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Plays a transcript, as the server, against the handlers of an {@link EmbeddedChannel}, with the
 * server's octets cut in any way, and tells what came out of the pipeline as a list of strings.
 * However the octets are cut, the list is to be the same.
 *
 * <p>Each play takes a fresh channel and releases what is left in it. When the transcript comes to
 * a client line, the driver is called; then the octets that the channel wrote must begin with that
 * line, and before the server speaks nothing else may be left over, or an AssertionError tells the
 * difference. EOF closes the channel, RST raises an IOException in the pipeline and closes it,
 * STALL does nothing. A play ends early when a handler has closed the channel. Exceptions that
 * reach the end of the pipeline are rendered as inbound objects are. Everything runs on the calling
 * thread.
 */
public final class EmbeddedTranscript {
  private final Transcript transcript;
  private final Supplier<EmbeddedChannel> channels;
  private final Driver driver;
  private final Function<Object, String> renderer;
  private final Predicate<Object> parts;

  /** Acts for the client. */
  @FunctionalInterface
  public interface Driver {
    /**
     * Writes the outbound objects that make the channel send this line, or nothing if a handler
     * sends it by itself.
     *
     * @param line the client's line without CRLF, one octet per char
     */
    void send(EmbeddedChannel channel, String line);

    /** Does what is due where the TLS handshake takes place; fails unless overridden. */
    default void startTls(EmbeddedChannel channel) {
      throw new UnsupportedOperationException("this driver knows no TLS");
    }
  }

  /**
   * Makes a player.
   *
   * @param channels makes a channel with fresh handlers for each play
   * @param renderer turns an inbound object, or a Throwable, into a string, and releases it
   */
  public EmbeddedTranscript(
      Transcript transcript,
      Supplier<EmbeddedChannel> channels,
      Driver driver,
      Function<Object, String> renderer) {
    this(transcript, channels, driver, renderer, object -> false);
  }

  private EmbeddedTranscript(
      Transcript transcript,
      Supplier<EmbeddedChannel> channels,
      Driver driver,
      Function<Object, String> renderer,
      Predicate<Object> parts) {
    this.transcript = transcript;
    this.channels = channels;
    this.driver = driver;
    this.renderer = renderer;
    this.parts = parts;
  }

  /**
   * A player that joins the strings of neighbouring objects of a kind to one, such as the chunks of
   * a body, whose borders depend on how the octets were cut.
   */
  public EmbeddedTranscript joining(Predicate<Object> parts) {
    return new EmbeddedTranscript(transcript, channels, driver, renderer, parts);
  }

  /** Plays with all server lines in a row in one read. */
  public List<String> whole() {
    return play(position -> false);
  }

  /** Plays with one octet in each read. */
  public List<String> byteByByte() {
    return play(position -> true);
  }

  /** Plays with one more cut, before the given octet of all that the server sends. */
  public List<String> cutAt(int position) {
    return play(at -> at == position);
  }

  /**
   * Plays whole, byte by byte and with each single cut, asserts that all give the same, and returns
   * it.
   */
  public List<String> sameHoweverCut() {
    List<String> expected = whole();
    assertSame(expected, byteByByte(), "byte by byte");
    IntStream.range(1, transcript.serverOctets().length)
        .forEach(at -> assertSame(expected, cutAt(at), "cut at " + at));
    return expected;
  }

  /**
   * Does {@link #sameHoweverCut} and plays with each pair of cuts as well: about half the square of
   * the server's octets in plays, so only for a short transcript.
   */
  public List<String> sameHoweverCutTwice() {
    List<String> expected = sameHoweverCut();
    int length = transcript.serverOctets().length;
    for (int at = 1; at < length; at++) {
      for (int also = at + 1; also < length; also++) {
        int first = at;
        int second = also;
        List<String> actual = play(position -> position == first || position == second);
        assertSame(expected, actual, "cut at " + first + " and " + second);
      }
    }
    return expected;
  }

  private static void assertSame(List<String> expected, List<String> actual, String how) {
    if (!expected.equals(actual)) {
      throw new AssertionError(how + " gives\n  " + actual + "\nbut whole gives\n  " + expected);
    }
  }

  private List<String> play(IntPredicate cuts) {
    EmbeddedPlay play = new EmbeddedPlay(channels.get(), driver, renderer, parts);
    try {
      for (Step step : transcript.steps()) {
        if (!play.step(step, cuts)) {
          break;
        }
      }
      return play.finish();
    } finally {
      play.release();
    }
  }
}
