// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.sasl.SaslContext;
import io.github.pop3reactive.session.Pop3AuthenticationException;
import io.github.pop3reactive.session.Pop3ConnectionException;
import io.github.pop3reactive.session.Pop3Exception;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.session.Pop3TimeoutException;
import io.github.pop3reactive.session.Pop3TlsException;
import io.github.pop3reactive.session.SessionChannel;
import io.github.pop3reactive.session.SessionObserver;
import io.github.pop3reactive.session.WireEvent;
import io.github.pop3reactive.tls.TlsHandlerFactory;
import io.github.pop3reactive.tls.TlsMode;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;
import reactor.netty.DisposableChannel;
import reactor.netty.NettyPipeline;

/** Makes a connection and a session on it, up to the login. */
final class Pop3Connector {
  private static final AttributeKey<SessionChannel> SESSION =
      AttributeKey.valueOf(SessionChannel.class, "session");

  private final Pop3ClientConfig config;
  private final TlsHandlerFactory tls;
  private final Dialer dialer;
  private final SaslContext peer;
  private final KnownServers.Server server;
  private volatile boolean contextMade;

  Pop3Connector(Pop3ClientConfig config) {
    this.config = config;
    this.dialer = new Dialer(config, this::install);
    this.peer = SaslContext.of(config.host(), config.port());
    this.server = KnownServers.Server.of(config);
    this.tls = this::newSslHandler;
  }

  Pop3ClientConfig config() {
    return config;
  }

  /** Connects with each subscription, of which there is one for each progress. */
  Mono<Pop3Session> connect(ConnectProgress progress) {
    return connect(true, progress)
        .onErrorResume(
            this::diesOfCapa,
            lost ->
                connect(false, progress)
                    .onErrorMap(
                        Pop3AuthenticationException.class,
                        failure -> failure.response() == null ? lost : failure));
  }

  /**
   * Returns whether the server closed or fell silent instead of an answer to CAPA, as some do that
   * do not know it. Without CAPA only a password has a way to log in.
   */
  private boolean diesOfCapa(Throwable failure) {
    Credentials credentials = config.credentials();
    boolean unanswered =
        failure instanceof Pop3TimeoutException
            || (failure instanceof Pop3ConnectionException lost && lost.isSent());
    return unanswered
        && Pop3Command.CAPA.equals(((Pop3Exception) failure).command())
        && (credentials == null || credentials.kind() == Credentials.Kind.PASSWORD);
  }

  private Mono<Pop3Session> connect(boolean capa, ConnectProgress progress) {
    return Mono.deferContextual(
        context -> {
          AtomicBoolean emitted = new AtomicBoolean();
          SessionObserver observer =
              config.watching().observers().connecting(config.host(), config.port(), context);
          return tlsContext()
              .then(dialer.connect())
              .onErrorMap(this::notConnected)
              .flatMap(
                  connection -> {
                    SessionChannel channel = connection.channel().attr(SESSION).get();
                    channel.observe(observer);
                    return channel
                        .greeting()
                        .flatMap(session -> open(channel, session, emitted, capa, progress));
                  })
              .doOnDiscard(Connection.class, DisposableChannel::dispose)
              .doOnNext(session -> emitted.set(true))
              .doOnError(observer::ended)
              .doOnCancel(
                  () -> {
                    if (!emitted.get()) {
                      observer.ended(null);
                    }
                  });
        });
  }

  /** Has the context made, which reads trust stores and keys, before an event loop needs it. */
  private Mono<SslContext> tlsContext() {
    return config.tlsMode() == TlsMode.NONE || contextMade
        ? Mono.empty()
        : Mono.fromCallable(() -> config.tls().sslContext())
            .subscribeOn(Schedulers.boundedElastic())
            .doOnNext(made -> contextMade = true);
  }

  private void install(Channel channel) {
    SessionChannel session =
        SessionChannel.install(
            channel,
            NettyPipeline.ReactiveBridge,
            config.known().options(server, config.options()),
            tls,
            peer);
    channel.attr(SESSION).set(session);
    Consumer<? super WireEvent> tap = config.watching().wiretap();
    if (tap != null) {
      session.wiretap(tap);
    }
    if (config.tlsMode() == TlsMode.IMPLICIT) {
      try {
        channel
            .pipeline()
            .addBefore(SessionChannel.LINE, SessionChannel.SSL, tls.newHandler(channel));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private SslHandler newSslHandler(Channel channel) throws IOException {
    TlsTickets tickets = config.known().tickets(server);
    int port = tickets.portFor(config.tls().sslContext(), channel, config.port());
    SslHandler handler = config.tls().newHandler(channel.alloc(), config.host(), port);
    handler.setHandshakeTimeoutMillis(config.options().tlsTimeout().toMillis());
    return handler;
  }

  private Throwable notConnected(Throwable cause) {
    if (cause instanceof Pop3Exception) {
      return cause;
    }
    if (cause instanceof UncheckedIOException noTls) {
      return new Pop3TlsException(null, "no settings for TLS", noTls.getCause());
    }
    if (cause instanceof SSLException) {
      return new Pop3TlsException(null, "no settings for TLS", cause);
    }
    return new Pop3ConnectionException(
        null, false, "cannot connect to " + config.host() + ":" + config.port(), cause);
  }

  /**
   * Does what is left to do before the session can be handed out. From then on it is the
   * subscriber's: operators such as {@code next} cancel when they have it.
   */
  private Mono<Pop3Session> open(
      SessionChannel channel,
      Pop3Session session,
      AtomicBoolean emitted,
      boolean capa,
      ConnectProgress progress) {
    session.onClose().subscribe(null, reason -> config.known().endedIn(server, reason));
    return new SessionOpening(config, server, channel, session, capa, progress)
        .open()
        .thenReturn(session)
        .onErrorResume(error -> session.close().then(Mono.error(error)))
        .doOnCancel(
            () -> {
              if (!emitted.get()) {
                session.close().subscribe();
              }
            });
  }

  @Override
  public String toString() {
    return config.host() + ":" + config.port();
  }
}
