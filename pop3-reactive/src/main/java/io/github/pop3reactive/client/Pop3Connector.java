// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.sasl.SaslContext;
import io.github.pop3reactive.session.Capabilities;
import io.github.pop3reactive.session.Pop3ConnectionException;
import io.github.pop3reactive.session.Pop3Exception;
import io.github.pop3reactive.session.Pop3ResponseException;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.session.Pop3TlsException;
import io.github.pop3reactive.session.SessionChannel;
import io.github.pop3reactive.tls.TlsHandlerFactory;
import io.github.pop3reactive.tls.TlsMode;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.NettyPipeline;
import reactor.netty.tcp.TcpClient;

/** Makes a connection and a session on it, up to the login. */
final class Pop3Connector {
  private static final AttributeKey<SessionChannel> SESSION =
      AttributeKey.valueOf(SessionChannel.class, "session");

  private final Pop3ClientConfig config;
  private final TlsHandlerFactory tls;

  Pop3Connector(Pop3ClientConfig config) {
    this.config = config;
    this.tls =
        alloc -> {
          SslHandler handler = config.tls().newHandler(alloc, config.host(), config.port());
          handler.setHandshakeTimeoutMillis(config.options().tlsTimeout().toMillis());
          return handler;
        };
  }

  Mono<Pop3Session> connect() {
    return Mono.defer(
        () -> {
          AtomicBoolean emitted = new AtomicBoolean();
          return tlsContext()
              .then(tcpClient().connect())
              .onErrorMap(this::notConnected)
              .flatMap(connection -> connection.channel().attr(SESSION).get().greeting())
              .flatMap(session -> open(session, emitted))
              .doOnNext(session -> emitted.set(true));
        });
  }

  /** Has the context made, which reads trust stores and keys, before an event loop needs it. */
  private Mono<SslContext> tlsContext() {
    return config.tlsMode() == TlsMode.NONE
        ? Mono.empty()
        : Mono.fromCallable(() -> config.tls().sslContext())
            .subscribeOn(Schedulers.boundedElastic());
  }

  private TcpClient tcpClient() {
    TcpClient client =
        TcpClient.newConnection()
            .host(config.host())
            .port(config.port())
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                Math.toIntExact(config.options().connectTimeout().toMillis()))
            .doOnChannelInit((observer, channel, address) -> install(channel));
    return config.loops() == null ? client : client.runOn(config.loops());
  }

  private void install(Channel channel) {
    SessionChannel session =
        SessionChannel.install(
            channel,
            NettyPipeline.ReactiveBridge,
            config.options(),
            tls,
            SaslContext.of(config.host(), config.port()));
    channel.attr(SESSION).set(session);
    if (config.tlsMode() == TlsMode.IMPLICIT) {
      try {
        channel
            .pipeline()
            .addBefore(SessionChannel.LINE, SessionChannel.SSL, tls.newHandler(channel.alloc()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
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
  private Mono<Pop3Session> open(Pop3Session session, AtomicBoolean emitted) {
    Mono<Void> secured = config.tlsMode() == TlsMode.STLS ? secure(session) : Mono.empty();
    return secured
        .then(Mono.defer(() -> logIn(session)))
        .thenReturn(session)
        .onErrorResume(error -> session.close().then(Mono.error(error)))
        .doOnCancel(
            () -> {
              if (!emitted.get()) {
                session.close().subscribe();
              }
            });
  }

  private Mono<Void> secure(Pop3Session session) {
    return session
        .capa()
        .map(Capabilities::stls)
        .onErrorReturn(Pop3ResponseException.class, true)
        .flatMap(
            offered ->
                offered
                    ? session.stls()
                    : Mono.error(
                        new Pop3TlsException(
                            Pop3Command.STLS, "the server does not offer it", null)));
  }

  private Mono<Void> logIn(Pop3Session session) {
    Credentials credentials = config.credentials();
    if (credentials == null) {
      return Mono.empty();
    }
    return session
        .capa()
        .onErrorReturn(Pop3ResponseException.class, Capabilities.NONE)
        .then(Mono.defer(() -> session.login(credentials)));
  }
}
