// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3CodecConfig;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The limits and deadlines of a connection and its session. Immutable; {@link #mutate} makes
 * another.
 *
 * <table>
 *   <caption>Limits and deadlines</caption>
 *   <tr><th>Name</th><th>Default</th><th>What it bounds</th><th>When exceeded</th></tr>
 *   <tr><td>{@code codec}</td><td>{@link Pop3CodecConfig#DEFAULT}</td>
 *     <td>lines, commands and the body of one reply, in octets</td>
 *     <td>{@link Pop3LimitException}, closed</td></tr>
 *   <tr><td>{@code maxCapabilities}</td><td>512</td><td>lines of an answer to CAPA</td>
 *     <td>{@link Pop3LimitException}, closed</td></tr>
 *   <tr><td>{@code maxListingEntries}</td><td>1,000,000</td>
 *     <td>entries of an answer to LIST or UIDL</td>
 *     <td>{@link Pop3LimitException}, closed</td></tr>
 *   <tr><td>{@code maxAggregateOctets}</td><td>64 MiB</td>
 *     <td>a body collected in memory by {@link MessageBody#aggregate()}</td>
 *     <td>{@link Pop3LimitException}; the rest is drained or abandoned as by cancel</td></tr>
 *   <tr><td>{@code pipeliningWindow}</td><td>256</td>
 *     <td>commands on their way to a server that announces PIPELINING; 1 turns pipelining off</td>
 *     <td>waits, until half of what was on its way is answered</td></tr>
 *   <tr><td>{@code pipeliningOctets}</td><td>8 MiB</td>
 *     <td>octets expected in answer to the commands on their way, as far as they are known</td>
 *     <td>waits, until half of them have come; one command is always sent</td></tr>
 *   <tr><td>{@code drainOctets}</td><td>64 KiB</td>
 *     <td>what is read and dropped of a cancelled reply</td><td>closed</td></tr>
 *   <tr><td>{@code connectTimeout}</td><td>10 s</td><td>making the connection</td>
 *     <td>{@link Pop3ConnectionException}</td></tr>
 *   <tr><td>{@code tlsTimeout}</td><td>10 s</td><td>the TLS handshake</td>
 *     <td>{@link Pop3TimeoutException}, closed</td></tr>
 *   <tr><td>{@code greetingTimeout}</td><td>30 s</td><td>the whole greeting</td>
 *     <td>{@link Pop3TimeoutException}, closed</td></tr>
 *   <tr><td>{@code loginTimeout}</td><td>60 s</td>
 *     <td>each reply to USER, PASS, APOP, AUTH and within AUTH</td>
 *     <td>{@link Pop3TimeoutException}, closed</td></tr>
 *   <tr><td>{@code responseTimeout}</td><td>30 s</td>
 *     <td>a whole single-line reply, and the first line of a multi-line one, from when it is the next
 *     due</td><td>{@link Pop3TimeoutException}, closed</td></tr>
 *   <tr><td>{@code silenceTimeout}</td><td>30 s</td>
 *     <td>the time from one line of a multi-line reply to the next, while there is demand for them;
 *     of a line that is longer than the codec allows, from one piece of it to the next. Octets that
 *     drip into one line are silence</td>
 *     <td>{@link Pop3TimeoutException}, closed</td></tr>
 *   <tr><td>{@code sessionTimeout}</td><td>none (zero)</td>
 *     <td>the whole session from the greeting on</td>
 *     <td>{@link Pop3TimeoutException}, closed</td></tr>
 * </table>
 *
 * @param plaintextLogin whether a login may go over a connection in clear; off by default
 * @param utf8 whether a login asks a server that announces UTF8 for messages with UTF-8 in their
 *     header fields; on by default
 * @param loginOrder which ways to log in are tried; {@link LoginOrder#strongestFirst()} by default
 */
public record SessionOptions(
    Pop3CodecConfig codec,
    int maxCapabilities,
    long maxListingEntries,
    long maxAggregateOctets,
    int pipeliningWindow,
    long pipeliningOctets,
    long drainOctets,
    Duration connectTimeout,
    Duration tlsTimeout,
    Duration greetingTimeout,
    Duration loginTimeout,
    Duration responseTimeout,
    Duration silenceTimeout,
    Duration sessionTimeout,
    boolean plaintextLogin,
    boolean utf8,
    LoginOrder loginOrder) {

  /** The defaults of the table above. */
  public static final SessionOptions DEFAULT =
      new SessionOptions(
          Pop3CodecConfig.DEFAULT,
          512,
          1_000_000,
          64L * 1024 * 1024,
          256,
          8 * 1024 * 1024,
          64 * 1024,
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ZERO,
          false,
          true,
          LoginOrder.strongestFirst());

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a limit is below 1 (drainOctets: below 0), or a deadline is
   *     below 1 ms (sessionTimeout: negative) or beyond 2,147,483,647 ms
   */
  public SessionOptions {
    positive(maxCapabilities, "maxCapabilities");
    positive(maxListingEntries, "maxListingEntries");
    positive(maxAggregateOctets, "maxAggregateOctets");
    positive(pipeliningWindow, "pipeliningWindow");
    positive(pipeliningOctets, "pipeliningOctets");
    atLeast(0, drainOctets, "drainOctets");
    deadline(1, connectTimeout, "connectTimeout");
    deadline(1, tlsTimeout, "tlsTimeout");
    deadline(1, greetingTimeout, "greetingTimeout");
    deadline(1, loginTimeout, "loginTimeout");
    deadline(1, responseTimeout, "responseTimeout");
    deadline(1, silenceTimeout, "silenceTimeout");
    deadline(0, sessionTimeout, "sessionTimeout");
  }

  private static void positive(long value, String name) {
    atLeast(1, value, name);
  }

  private static void atLeast(long minimum, long value, String name) {
    if (value < minimum) {
      throw new IllegalArgumentException(name + " is too small");
    }
  }

  private static void deadline(int minMillis, Duration value, String name) {
    if (value.compareTo(Duration.ofMillis(minMillis)) < 0) {
      throw new IllegalArgumentException(name + " is too small");
    }
    if (value.compareTo(Duration.ofMillis(Integer.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException(name + " is too long");
    }
  }

  /** Returns these options with the changes that {@code change} makes. */
  public SessionOptions mutate(Consumer<SessionOptionsBuilder> change) {
    SessionOptionsBuilder builder = new SessionOptionsBuilder(this);
    change.accept(builder);
    return builder.build();
  }
}
