// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Request;
import io.github.pop3reactive.codec.Pop3Response;
import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.sasl.SaslMechanism;
import io.github.pop3reactive.tls.TlsInfo;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A conversation with one mailbox over one connection. Safe for use by several threads.
 *
 * <p><b>Subscription is the command.</b> Every publisher is cold; each subscription queues its
 * command once, and the order of subscriptions is the order on the wire. Signals are emitted on the
 * connection's event loop, which must not be blocked.
 *
 * <p><b>Pipelining.</b> While the server has not announced PIPELINING (see {@link
 * #capabilities()}), one command is on its way at a time. Then up to {@link
 * SessionOptions#pipeliningWindow()} are. To pipeline, subscribe to several publishers and consume
 * each body inside its own:
 *
 * <pre>{@code
 * Flux.range(1, n).flatMapSequential(i -> session.retr(i).writeTo(dir.resolve(i + ".eml")), 16)
 * }</pre>
 *
 * <p><b>Bodies.</b> A body is read from the socket as far as it is requested. A body that is not
 * requested stalls everything behind it on this connection.
 *
 * <p><b>Cancel</b> has three outcomes. A command that was not yet written is never sent. A reply of
 * which little is left, at most {@link SessionOptions#drainOctets()}, is drained: read to its end
 * and dropped, and the session goes on. Any other is abandoned: the connection is closed, and what
 * is in flight or queued fails with {@link Pop3ConnectionException}. Cancelling {@link #login},
 * {@link #authenticate} or {@link #stls} in flight always closes.
 *
 * <p><b>Errors</b> are {@link Pop3Exception}s. {@link Pop3ResponseException} leaves the session
 * usable; {@link Pop3ProtocolException}, {@link Pop3LimitException}, {@link Pop3TimeoutException},
 * {@link Pop3TlsException} and {@link Pop3ConnectionException} mean that the connection is closed,
 * unless their Javadoc says otherwise. A command that is not legal in the current {@link
 * SessionState} fails with {@link IllegalStateException} and is not sent. Message numbers below 1
 * fail with {@link IllegalArgumentException} when the method is called.
 */
public interface Pop3Session {

  /** Returns the greeting (RFC 1939 section 4). */
  Pop3Response greeting();

  /** Returns the current state. */
  SessionState state();

  /** Returns whether TLS protects the connection. */
  boolean isEncrypted();

  /** Returns what was agreed on for TLS, or null if the connection is in clear or closed. */
  @Nullable TlsInfo tls();

  /**
   * Returns what the last answer to {@link #capa()} said, on this session or, where the client
   * keeps it, on an earlier one; {@link Capabilities#NONE} if there was none yet and after {@link
   * #stls()} (RFC 2595 section 4). An answer in TRANSACTION replaces the lines whose tags it has,
   * such as {@code EXPIRE 0 USER} and {@code LOGIN-DELAY 60 USER}; the others of the last answer
   * before login stay, except PIPELINING, which it has to repeat.
   */
  Capabilities capabilities();

  /**
   * Asks for the capabilities (RFC 2449 section 5), in any state, and emits the answer as it is.
   * Capabilities change with STLS and with login. A refusal leaves {@link #capabilities()} alone.
   */
  Mono<Capabilities> capa();

  /**
   * Secures the connection (RFC 2595 section 4). Completes when the handshake is done and the
   * server's certificate was accepted. Capabilities learnt before are dropped. Legal in
   * AUTHORIZATION on a connection in clear. Fails with {@link Pop3TlsException}, and the connection
   * is closed, if the server refuses, the handshake fails, or anything was received in clear behind
   * the answer.
   */
  Mono<Void> stls();

  /**
   * Asks for messages as they are, with UTF-8 in their header fields (UTF8, RFC 6856 section 2.1);
   * otherwise a server replaces or refuses them. Legal in AUTHORIZATION, and no {@link #stls()}
   * behind it. A login does it where {@link SessionOptions#utf8()} says so.
   */
  Mono<Void> utf8();

  /** Returns whether the server has agreed to UTF8. */
  boolean isUtf8();

  /** Lists the languages of the server's responses (LANG, RFC 6856 section 3). */
  Flux<Language> lang();

  /**
   * Chooses the language of the server's responses (LANG) and emits what the server says in it.
   *
   * @param tag a language tag, or {@code *} for the server's default
   */
  Mono<String> lang(String tag);

  /**
   * Logs in, in the first way of {@link SessionOptions#loginOrder()} that suits the credentials and
   * the server: by default the strongest mechanism that the capabilities name, and for passwords
   * USER and PASS if they name none. The secret is asked for on subscription.
   *
   * <p>Where the capabilities name UTF8 and {@link SessionOptions#utf8()} is on, that is asked for
   * before (RFC 6856 section 2.1); a refusal of it does no harm. USER, PASS and APOP send what is
   * not US-ASCII as UTF-8, prepared with SASLprep where {@code UTF8 USER} is announced; RFC 6856
   * does not provide for it elsewhere, but servers often take it.
   *
   * <p>If the order was given explicitly, the next way is tried after each refusal of the
   * credentials, as long as the session is open. A token that is refused is asked for once more, if
   * it comes from a {@link io.github.pop3reactive.sasl.TokenSource}.
   *
   * <p>Fails with {@link Pop3AuthenticationException} if the credentials are refused or there is no
   * way in common, with {@link Pop3ResponseException} if the server refuses for another reason
   * (IN-USE, LOGIN-DELAY, SYS/TEMP, SYS/PERM, or words to that effect), and with {@link
   * Pop3TlsException} before anything is sent if the connection is in clear and {@link
   * SessionOptions#plaintextLogin()} is off; {@link LoginFailure#of} makes one set of these. A
   * server that has not proved what the mechanism asks it to prove fails the login, whatever it
   * answers.
   */
  Mono<Void> login(Credentials credentials);

  /**
   * Logs in with this mechanism (RFC 5034) and no other. The initial response goes with AUTH if the
   * line takes at most 255 octets. Fails as {@link #login} does, and with {@link
   * IllegalArgumentException} if the mechanism does not accept the credentials.
   */
  Mono<Void> authenticate(SaslMechanism mechanism, Credentials credentials);

  /**
   * Logs in with APOP (RFC 1939 section 7) and a password, which is not sent. Its MD5 is weak, and
   * it is never chosen by default. Fails as {@link #login} does, and with {@link
   * Pop3AuthenticationException} before anything is sent if the greeting holds no timestamp in the
   * form of a msg-id, which is all that protects the password (CVE-2007-1558).
   */
  Mono<Void> apop(Credentials credentials);

  /** Asks how many messages there are and how large they are together (STAT). */
  Mono<MaildropStatus> stat();

  /**
   * Lists number and octets of every message that is not marked as deleted (LIST); numbers have
   * gaps where messages are. Emits entries as they arrive, at most {@link
   * SessionOptions#maxListingEntries()}, then fails with {@link Pop3LimitException}.
   */
  Flux<ScanListing> list();

  /** Asks for number and octets of this message (LIST n). */
  Mono<ScanListing> list(int number);

  /**
   * Lists number and unique-id of every message that is not marked as deleted, as {@link #list()}.
   */
  Flux<UniqueId> uidl();

  /** Asks for the unique-id of this message (UIDL n); an answer without the number will do. */
  Mono<UniqueId> uidl(int number);

  /**
   * Retrieves this message (RETR). Subscribers own the chunks they are given. A server may treat
   * retrieval itself as consent to deletion at QUIT (RFC 1939 section 8, EXPIRE 0).
   */
  MessageBody retr(int number);

  /**
   * Retrieves this message, as {@link #retr(int)}, with its octets known: large messages then do
   * not share the pipelining window, cancel knows what is left, and {@link MessageBody#checkSize}
   * has something to compare with.
   */
  MessageBody retr(ScanListing listing);

  /**
   * Retrieves the messages of a range one behind the other, pipelined as the window allows. {@code
   * consumer} gets each body and returns what to make of it; it has to subscribe to the body.
   * Results are emitted in the order of messages. Numbers that the server refuses fail the whole.
   */
  <T> Flux<T> retr(
      MessageRange range, Function<? super MessageBody, ? extends Publisher<? extends T>> consumer);

  /**
   * Retrieves these messages one behind the other, pipelined as the window allows, and emits what
   * {@code consumer} makes of each body, in this order. As {@link #retr(MessageRange, Function)},
   * with the octets known and without asking for the maildrop's status.
   */
  <T> Flux<T> retr(
      Iterable<ScanListing> listings,
      BiFunction<? super ScanListing, ? super MessageBody, ? extends Publisher<? extends T>>
          consumer);

  /** Retrieves the header and the first lines of this message's body (TOP). */
  MessageBody top(int number, int lines);

  /**
   * Retrieves the header of this message, the blank line behind it included (TOP n 0). What a
   * server sends beyond that, and some send the whole message, is read and dropped. Subscribers own
   * the chunks.
   *
   * @param fallback what to do if the server refuses TOP; not done for a code that names another
   *     reason, SYS or UTF8. A server that neither announces TOP nor knew it is not asked again
   */
  MessageBody header(int number, TopFallback fallback);

  /**
   * Emits whether UIDL can be used: true if it is announced; if not, what {@code UIDL n} on a
   * message of this maildrop gave, which is done once in a session. False, and not remembered, if
   * the maildrop is empty.
   */
  Mono<Boolean> supportsUidl();

  /** Emits whether TOP can be used, found out by {@code TOP n 0} as {@link #supportsUidl} does. */
  Mono<Boolean> supportsTop();

  /** Marks this message as deleted (DELE); {@link #quit()} removes it. */
  Mono<Void> dele(int number);

  /** Marks the messages of a range as deleted, pipelined as the window allows; emits how many. */
  Mono<Integer> dele(MessageRange range);

  /** Does nothing but resets the server's autologout timer (NOOP). */
  Mono<Void> noop();

  /** Unmarks all messages (RSET). */
  Mono<Void> rset();

  /** Asks for the highest message number accessed (LAST, RFC 1460), which few servers know. */
  Mono<Integer> last();

  /**
   * Ends the session (QUIT) and closes the connection; removes what is marked as deleted. Fails
   * only if QUIT was never sent, and then nothing is removed. Cancel does not take QUIT back.
   */
  Mono<CommitOutcome> quit();

  /**
   * Returns how many messages this session has marked as deleted since login or {@link #rset()};
   * none any more when {@link #quit()} has removed them.
   */
  long deleted();

  /**
   * Sends a request of your own whose reply is a single line, and emits that reply if it is
   * positive. Legal in AUTHORIZATION and TRANSACTION; does not change the state.
   *
   * @throws IllegalArgumentException if the shape of its reply is another
   */
  Mono<Pop3Response> command(Pop3Request request);

  /**
   * Sends a request of your own whose reply is multi-line. Subscribers own the chunks.
   *
   * @throws IllegalArgumentException if the shape of its reply is another
   */
  MessageBody multiLineCommand(Pop3Request request);

  /**
   * Closes the connection without QUIT: nothing is deleted. What is in flight or queued fails.
   * Completes when the connection is closed.
   */
  Mono<Void> close();

  /**
   * Completes when the connection is closed after {@link #quit()} or {@link #close()}; fails with
   * the reason if it ended in another way.
   */
  Mono<Void> onClose();
}
