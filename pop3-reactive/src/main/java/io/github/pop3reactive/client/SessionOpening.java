// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.session.Capabilities;
import io.github.pop3reactive.session.Pop3AuthenticationException;
import io.github.pop3reactive.session.Pop3ConnectionException;
import io.github.pop3reactive.session.Pop3ResponseException;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.session.Pop3TlsException;
import io.github.pop3reactive.session.SessionChannel;
import io.github.pop3reactive.session.SessionState;
import io.github.pop3reactive.tls.TlsMode;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What is done with a session that was greeted until it is handed out: STLS, CAPA, login.
 *
 * @param capa whether CAPA may be sent
 * @param progress is told when the login begins
 */
record SessionOpening(
    Pop3ClientConfig config,
    KnownServers.Server server,
    SessionChannel channel,
    Pop3Session session,
    boolean capa,
    ConnectProgress progress) {

  Mono<Void> open() {
    Capabilities known = capa ? config.known().capabilities(server) : Capabilities.NONE;
    Mono<Void> secured = config.tlsMode() == TlsMode.STLS ? secure(known != null) : Mono.empty();
    return secured.then(Mono.defer(() -> logIn(known)));
  }

  private Mono<Void> secure(boolean known) {
    if (known) {
      return session.stls();
    }
    return session
        .capa()
        .map(Capabilities::stls)
        .flatMap(
            offered ->
                offered
                    ? session.stls()
                    : Mono.error(
                        new Pop3TlsException(
                            Pop3Command.STLS, "the server does not offer it", null)))
        .onErrorResume(
            SessionOpening::refusesCapa,
            refusal -> session.stls().onErrorMap(SessionOpening::asOfCapa));
  }

  private static boolean refusesCapa(Throwable failure) {
    return failure instanceof Pop3ResponseException refusal
        && Pop3Command.CAPA.equals(refusal.command());
  }

  /** Blames CAPA for the loss of a connection directly behind its refusal. */
  private static Throwable asOfCapa(Throwable failure) {
    return failure instanceof Pop3ConnectionException lost
        ? new Pop3ConnectionException(
            Pop3Command.CAPA, true, "connection lost behind the refusal", lost)
        : failure;
  }

  private Mono<Void> logIn(@Nullable Capabilities known) {
    Credentials credentials = config.credentials();
    if (credentials == null) {
      return Mono.empty();
    }
    if (known == null) {
      return learn()
          .then(login(credentials))
          .onErrorResume(
              SessionOpening::refusesCapa,
              refusal -> withoutCapabilities(credentials).onErrorMap(SessionOpening::asOfCapa));
    }
    if (!capa) {
      return withoutCapabilities(credentials);
    }
    channel.assume(known);
    return login(credentials)
        .onErrorResume(
            Pop3AuthenticationException.class, refusal -> logInAnew(credentials, known, refusal));
  }

  private Mono<Void> login(Credentials credentials) {
    return Mono.defer(
        () -> {
          progress.loggingIn();
          return session.login(credentials);
        });
  }

  private Mono<Void> withoutCapabilities(Credentials credentials) {
    return login(credentials)
        .doOnSuccess(
            done -> {
              if (capa) {
                config.known().refusedCapa(server);
              } else {
                config.known().diedOfCapa(server);
              }
            });
  }

  private Mono<Capabilities> learn() {
    return session.capa().doOnNext(capabilities -> config.known().learn(server, capabilities));
  }

  /** Logs in once more if what was known of the server was wrong. */
  private Mono<Void> logInAnew(
      Credentials credentials, Capabilities known, Pop3AuthenticationException refusal) {
    config.known().forget(server);
    if (session.state() != SessionState.AUTHORIZATION) {
      return Mono.error(refusal);
    }
    return learn()
        .onErrorMap(lost -> refusal)
        .flatMap(told -> told.equals(known) ? Mono.error(refusal) : login(credentials));
  }
}
