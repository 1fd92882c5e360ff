// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.session.SessionOptions;
import io.github.pop3reactive.session.SessionOptionsBuilder;
import io.github.pop3reactive.session.WireEvent;
import io.github.pop3reactive.tls.TlsMode;
import io.github.pop3reactive.tls.TlsOptions;
import io.netty.handler.logging.LogLevel;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/**
 * Describes a server and an account, and connects to it. Immutable: each method returns another
 * client, so that one can be shared and derived from.
 *
 * <p>Clients that were derived from one another share what they learn of servers, TLS sessions and
 * capabilities: derive the clients of a program from one.
 *
 * <p>By default the connection is made to {@code localhost}, port 995, with TLS from its first
 * octet and the certificate verified for the host.
 */
public final class Pop3Client {
  private final Pop3ClientConfig config;

  /** Made when first needed; a second one that a race makes does no harm. */
  private @Nullable ConnectSequence servers;

  private Pop3Client(Pop3ClientConfig config) {
    this.config = config;
  }

  /** Returns a client with the defaults. */
  public static Pop3Client create() {
    return new Pop3Client(Pop3ClientConfig.newDefault());
  }

  /**
   * Returns a client for a URI, {@code pop3s://user@host:port} for TLS from the first octet or
   * {@code pop3://user@host:port} for STLS, which is required then. The port may be missing; the
   * user is percent-decoded and serves {@link #password}.
   *
   * @throws IllegalArgumentException if it is no such URI, has a path, query or fragment, or holds
   *     a password; the message does not repeat it
   */
  public static Pop3Client fromUri(String uri) {
    return create().uri(uri);
  }

  /**
   * Changes host, port, mode and, if it has one, user to those of this URI, as {@link #fromUri}.
   *
   * @throws IllegalArgumentException as {@link #fromUri}
   */
  public Pop3Client uri(String uri) {
    return new Pop3Client(Pop3Uri.apply(uri, config));
  }

  /**
   * Connects to this host, by name or address. A name in another script than ASCII is turned into
   * its form with {@code xn--}.
   *
   * @throws IllegalArgumentException if it cannot be, or if IDNA 2003 and 2008 make different names
   *     of it
   */
  public Pop3Client host(String host) {
    return new Pop3Client(config.withHost(host));
  }

  /** Connects to this port instead of the one of the {@link TlsMode}. */
  public Pop3Client port(int port) {
    return new Pop3Client(config.withPort(port));
  }

  /** Speaks TLS from the first octet, by default on port 995. */
  public Pop3Client implicitTls() {
    return new Pop3Client(config.withTlsMode(TlsMode.IMPLICIT));
  }

  /** Secures the connection with STLS before anything else and otherwise closes it; port 110. */
  public Pop3Client stls() {
    return new Pop3Client(config.withTlsMode(TlsMode.STLS));
  }

  /**
   * Never secures the connection, by default to port 110. A login needs {@link #plaintextLogin()}
   * as well.
   */
  public Pop3Client plaintext() {
    return new Pop3Client(config.withTlsMode(TlsMode.NONE));
  }

  /**
   * Connects to the first of these servers that can be connected to, can be secured and does not
   * refuse the connection. They are tried in this order, each with its own {@link TlsMode}; a
   * refused login is not tried elsewhere. If all fail, the first failure after which it makes sense
   * to try again, or else the first, has the others as suppressed exceptions.
   *
   * <p>{@link #host()}, {@link #port()} and {@link #tlsMode()} tell of the first. Setting one of
   * these, or a URI, undoes the list.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Pop3Client servers(ServerAddress... servers) {
    if (servers.length == 0) {
      throw new IllegalArgumentException("no server");
    }
    return new Pop3Client(config.withServers(List.of(servers)));
  }

  /** Finds the servers of a mail domain, and trusts no host beyond it by name. */
  public Pop3Client discover(String domain) {
    return discover(domain, host -> false);
  }

  /**
   * Finds the servers of a mail domain, such as {@code example.org} for {@code ann@example.org}, by
   * its SRV records (RFC 6186), and tries at most 16 of them as {@link #servers}: those of {@code
   * _pop3s._tcp}, with TLS from the first octet, before those of {@code _pop3._tcp}, which have to
   * be secured with STLS; by priority, and within one by lot with the weights (RFC 2782). They are
   * looked up when connecting and kept for as long as the records say, one hour at most. If none is
   * offered or found, connecting fails with {@link
   * io.github.pop3reactive.session.Pop3ConnectionException}.
   *
   * <p>Whoever can forge an answer of the DNS can name any host. Therefore the certificate of a
   * server has to be for its host only if that is the domain, is below it or is {@code trusted};
   * else it has to be for the mail domain itself, whatever the host is called. None is used in
   * clear.
   *
   * <p>{@link #host()} tells the domain. Setting host, port, mode or a URI undoes this.
   *
   * @param trusted the hosts beyond the domain, in lower case, that may serve it, as confirmed by
   *     the user (RFC 6186 section 6); called on an event loop, must not block
   * @throws IllegalArgumentException as {@link #host(String)}
   */
  public Pop3Client discover(String domain, Predicate<String> trusted) {
    return new Pop3Client(
        config.withDomain(new ServerChoice.Domain(HostName.ascii(domain), trusted)));
  }

  /** Changes how connections are made: proxy, addresses, deadline, what to do without STLS. */
  public Pop3Client connecting(UnaryOperator<ConnectOptions> change) {
    return new Pop3Client(config.withConnecting(change.apply(config.connecting())));
  }

  /** Lets secrets go over a connection in clear, where anyone on the way can read them. */
  public Pop3Client plaintextLogin() {
    return options(options -> options.plaintextLogin(true));
  }

  /** Changes whom TLS trusts and how. */
  public Pop3Client tls(UnaryOperator<TlsOptions> change) {
    return new Pop3Client(config.withTls(change.apply(config.tls())));
  }

  /** Logs in with these credentials when connecting. */
  public Pop3Client credentials(Credentials credentials) {
    return new Pop3Client(config.withCredentials(credentials));
  }

  /** Connects without logging in; {@link Pop3Session#login} can be called on the session. */
  public Pop3Client withoutCredentials() {
    return new Pop3Client(config.withoutCredentials());
  }

  /** Logs in as this user; the secret is asked for at each login. */
  public Pop3Client credentials(String user, Mono<? extends CharSequence> secret) {
    return credentials(Credentials.of(user, secret));
  }

  /**
   * Logs in with this password, as the user of the URI or of the credentials set before.
   *
   * @throws IllegalStateException if there is no user
   */
  public Pop3Client password(Mono<? extends CharSequence> password) {
    String user = config.user();
    if (user == null) {
      throw new IllegalStateException("a password without a user");
    }
    return credentials(Credentials.of(user, password));
  }

  /** Changes limits and deadlines. */
  public Pop3Client options(Consumer<SessionOptionsBuilder> change) {
    return new Pop3Client(config.withOptions(config.options().mutate(change)));
  }

  /**
   * Keeps the capabilities of a server (those before login, on the secured connection) for so long,
   * one hour by default, and saves the round trip of CAPA in each later connection. They are
   * forgotten before that when a session ends in an error. When a login is refused, the server is
   * asked anew, and if it answers otherwise than before, the login is tried once more.
   *
   * <p>That a server refuses CAPA, which leaves USER and PASS and no pipelining, is kept for one
   * minute at most; that it closed or fell silent instead of an answer, for ten. What is known of
   * servers is kept for the 10,000 that were connected to last.
   *
   * @param time zero to ask in every connection
   */
  public Pop3Client capabilitiesKeptFor(Duration time) {
    return knowing(new KnownServers(time));
  }

  Pop3Client knowing(KnownServers known) {
    return new Pop3Client(config.withKnown(known));
  }

  /**
   * Runs connections on these event loops instead of the shared ones of reactor-netty. Give them a
   * quiet period when they are shut down: an event loop without one can end before it has closed
   * its channels, and their sessions are then told nothing.
   */
  public Pop3Client runOn(LoopResources loops) {
    return new Pop3Client(config.withLoops(loops));
  }

  /**
   * Logs what goes over the wire of each session to the category of this class, at level DEBUG, or
   * not, which is the default and costs nothing. Secrets and bodies are left out, see {@link
   * WireEvent}; names of servers, unique-ids and what servers say are not.
   */
  public Pop3Client wiretap(boolean enable) {
    return enable
        ? wiretap(Pop3Client.class.getName(), LogLevel.DEBUG)
        : new Pop3Client(config.withWatching(config.watching().withWiretap(null)));
  }

  /** Logs as {@link #wiretap(boolean)} to this category of SLF4J, at this level. */
  public Pop3Client wiretap(String category, LogLevel level) {
    return wiretap(WireLogger.of(category, level));
  }

  /**
   * Gives what {@link #wiretap(boolean)} would log to {@code tap}, instead of a log, on the event
   * loop of the session; it must not block. What it throws is logged and dropped.
   */
  public Pop3Client wiretap(Consumer<? super WireEvent> tap) {
    return new Pop3Client(config.withWatching(config.watching().withWiretap(tap)));
  }

  /**
   * Tells this observer, too, of all connections, logins and commands; without one it costs
   * nothing. For Micrometer there are {@link io.github.pop3reactive.metrics.Pop3Meters} and {@link
   * io.github.pop3reactive.metrics.Pop3Observations}.
   */
  public Pop3Client observe(ClientObserver observer) {
    return new Pop3Client(config.withWatching(config.watching().with(observer)));
  }

  Pop3ClientConfig config() {
    return config;
  }

  /** Returns the host. */
  public String host() {
    return config.host();
  }

  /** Returns the port. */
  public int port() {
    return config.port();
  }

  /** Returns when TLS begins. */
  public TlsMode tlsMode() {
    return config.tlsMode();
  }

  /** Returns the user, or null if none is known. */
  public @Nullable String user() {
    return config.user();
  }

  /** Returns limits and deadlines. */
  public SessionOptions options() {
    return config.options();
  }

  /**
   * Connects, secures the connection, reads the greeting and, if there are credentials, asks for
   * the capabilities unless they are known (see {@link #capabilitiesKeptFor}) and logs in. Each
   * subscription makes one connection. The session is the subscriber's, who ends it with {@link
   * Pop3Session#quit()} or {@link Pop3Session#close()}; cancel before it is emitted closes what was
   * opened.
   *
   * <p>A server that closes, or falls silent for {@link SessionOptions#responseTimeout()}, instead
   * of an answer to CAPA, or closes behind its refusal, is connected to once more and not asked
   * then. Only for a password, which needs no CAPA; STLS is still required.
   *
   * <p>A host that was seen to announce PIPELINING and not to answer a pipelined command, see
   * {@link io.github.pop3reactive.session.Pop3TimeoutException#isPipelined}, is not pipelined to
   * any more by this client and those derived from it or from what it was derived from.
   *
   * <p>Fails with {@link io.github.pop3reactive.session.Pop3Exception}, and the connection is
   * closed then. No credentials are sent unless everything before succeeded.
   */
  public Mono<Pop3Session> connect() {
    ConnectSequence made = servers;
    if (made == null) {
      made = new ConnectSequence(config);
      servers = made;
    }
    return made.connect();
  }

  /**
   * Connects, lets {@code use} work with the session, and quits.
   *
   * <ul>
   *   <li>If the publisher of {@code use} completes, QUIT is sent and what was deleted is removed.
   *       If something was deleted and the outcome is not {@link
   *       io.github.pop3reactive.session.CommitOutcome#COMMITTED}, the sequence fails after its
   *       values with {@link io.github.pop3reactive.session.Pop3CommitException}.
   *   <li>If it fails, or the sequence is cancelled ({@code take} and {@code next} do that too),
   *       the connection is closed without QUIT and nothing is deleted.
   * </ul>
   */
  public <T> Flux<T> withSession(
      Function<? super Pop3Session, ? extends Publisher<? extends T>> use) {
    return SessionScope.use(connect(), use);
  }

  /** Returns host, port and mode; no user and no secret. */
  @Override
  public String toString() {
    return "Pop3Client[" + config.host() + ":" + config.port() + ", " + config.tlsMode() + "]";
  }
}
