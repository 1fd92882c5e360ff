// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.session.SessionOptions;
import io.github.pop3reactive.session.SessionOptionsBuilder;
import io.github.pop3reactive.tls.TlsMode;
import io.github.pop3reactive.tls.TlsOptions;
import java.util.function.Consumer;
import java.util.function.Function;
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
 * <p>By default the connection is made to {@code localhost}, port 995, with TLS from its first
 * octet and the certificate verified for the host.
 */
public final class Pop3Client {
  private final Pop3ClientConfig config;

  private Pop3Client(Pop3ClientConfig config) {
    this.config = config;
  }

  /** Returns a client with the defaults. */
  public static Pop3Client create() {
    return new Pop3Client(Pop3ClientConfig.DEFAULT);
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
    return new Pop3Client(Pop3Uri.parse(uri));
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

  /** Runs connections on these event loops instead of the shared ones of reactor-netty. */
  public Pop3Client runOn(LoopResources loops) {
    return new Pop3Client(config.withLoops(loops));
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
   * the capabilities and logs in. Each subscription makes one connection. The session is the
   * subscriber's, who ends it with {@link Pop3Session#quit()} or {@link Pop3Session#close()};
   * cancel before it is emitted closes what was opened.
   *
   * <p>Fails with {@link io.github.pop3reactive.session.Pop3Exception}, and the connection is
   * closed then. No credentials are sent unless everything before succeeded.
   */
  public Mono<Pop3Session> connect() {
    return new Pop3Connector(config).connect();
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
