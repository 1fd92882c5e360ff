// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.sasl.SaslContext;
import io.github.pop3reactive.sasl.SaslConversation;
import io.github.pop3reactive.sasl.SaslMechanism;
import io.github.pop3reactive.sasl.SaslPrep;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Chooses how to log in, and what to try after a refusal. */
final class Logins {
  private final ExchangeHandler handler;
  private final SaslContext peer;
  private final SessionStatus status;
  private final SessionOptions options;
  private final Duration timeout;
  private final Function<Function<MonoSink<Void>, Exchange>, Mono<Void>> submit;
  private final Mono<Void> utf8;
  private volatile boolean utf8Refused;

  Logins(
      ExchangeHandler handler,
      SaslContext peer,
      Function<Function<MonoSink<Void>, Exchange>, Mono<Void>> submit,
      Mono<Void> utf8) {
    this.handler = handler;
    this.peer = peer;
    this.status = handler.status();
    this.options = handler.options();
    this.timeout = options.loginTimeout();
    this.submit = submit;
    this.utf8 = utf8;
  }

  /** Logs in in the ways that both sides have, one after the other. */
  Mono<Void> login(Credentials credentials) {
    return observed(inOrder(credentials));
  }

  /** Logs in in this way. */
  Mono<Void> login(LoginMethod method, Credentials credentials) {
    return observed(attempt(method, credentials));
  }

  private Mono<Void> observed(Mono<Void> login) {
    SessionObserver observer = handler.observer();
    if (observer == SessionObserver.NONE) {
      return login;
    }
    return Mono.defer(
        () -> {
          long start = System.nanoTime();
          return login
              .doOnSuccess(done -> observer.loginEnded(since(start), null))
              .doOnError(failure -> observer.loginEnded(since(start), failure));
        });
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private Mono<Void> inOrder(Credentials credentials) {
    return Mono.defer(
        () -> {
          boolean apopPossible = ApopTimestamp.in(status.greeting) != null;
          List<LoginMethod> candidates =
              options.loginOrder().candidates(context(), apopPossible, credentials);
          if (candidates.isEmpty()) {
            return Mono.error(
                new Pop3AuthenticationException(
                    null,
                    LoginFailure.Reason.POLICY,
                    "no way to log in with "
                        + credentials.kind()
                        + " in common: the client has "
                        + options.loginOrder()
                        + ", the server "
                        + Pop3Exception.shown(status.capabilities.saslMechanisms().toString()),
                    null));
          }
          Mono<Void> login = attempt(candidates.get(0), credentials);
          for (LoginMethod next : candidates.subList(1, candidates.size())) {
            login = orElse(login, attempt(next, credentials));
          }
          return login;
        });
  }

  /** Asks for a token that is refused once more. */
  private Mono<Void> attempt(LoginMethod method, Credentials credentials) {
    if (!method.accepts(credentials)) {
      return Mono.error(
          () -> new IllegalArgumentException(method + " does not take " + credentials.kind()));
    }
    Credentials renewed = credentials.renewed();
    Mono<Void> first = once(method, credentials);
    return renewed == null ? first : orElse(first, once(method, renewed));
  }

  /** Goes on only behind a refusal by the server, which a server that has closed makes final. */
  private Mono<Void> orElse(Mono<Void> login, Mono<Void> next) {
    return login.onErrorResume(
        Pop3AuthenticationException.class,
        refusal ->
            refusal.response() == null || status.state != SessionState.AUTHORIZATION
                ? Mono.error(refusal)
                : next.onErrorMap(Pop3ConnectionException.class, lost -> refusal));
  }

  private Mono<Void> once(LoginMethod method, Credentials credentials) {
    SaslMechanism mechanism = method.mechanism();
    if (mechanism != null) {
      return sasl(mechanism, credentials);
    }
    return method == LoginMethod.APOP ? apop(credentials) : userPass(credentials);
  }

  private Mono<? extends SaslConversation> start(SaslMechanism mechanism, Credentials credentials) {
    SaslContext context = context();
    return mechanism.suits(context)
        ? mechanism.start(credentials, context)
        : Mono.error(
            new IllegalArgumentException(
                mechanism.name() + " needs what the connection does not have"));
  }

  private SaslContext context() {
    return new LoginContext(
        peer, handler.upgrade().session(), status.capabilities.saslMechanisms());
  }

  private Mono<Void> sasl(SaslMechanism mechanism, Credentials credentials) {
    return secured(Pop3Command.AUTH)
        .then(Mono.defer(() -> start(mechanism, credentials)))
        .flatMap(
            conversation ->
                submit.apply(
                    sink ->
                        AuthExchange.of(
                            handler, mechanism.name(), credentials, conversation, timeout, sink)));
  }

  private Mono<Void> userPass(Credentials credentials) {
    return secured(Pop3Command.PASS)
        .then(credentials.secret())
        .flatMap(
            password ->
                submit.apply(
                    sink ->
                        new UserPassExchange(
                            handler,
                            prepared(SaslPrep::query, credentials.user()),
                            prepared(SaslPrep::query, password),
                            timeout,
                            sink)));
  }

  private Mono<Void> apop(Credentials credentials) {
    return secured(Pop3Command.APOP)
        .then(Mono.fromCallable(this::timestamp))
        .flatMap(
            timestamp ->
                credentials
                    .secret()
                    .map(password -> timestamp.digest(prepared(SaslPrep::stored, password))))
        .flatMap(
            digest ->
                submit.apply(
                    sink -> {
                      if (credentials.user().indexOf(' ') >= 0) {
                        throw new IllegalArgumentException("APOP takes no user name with a blank");
                      }
                      return new ApopExchange(
                          handler,
                          prepared(SaslPrep::query, credentials.user()),
                          digest,
                          timeout,
                          sink);
                    }));
  }

  private ApopTimestamp timestamp() {
    ApopTimestamp timestamp = ApopTimestamp.in(status.greeting);
    if (timestamp == null) {
      throw new Pop3AuthenticationException(
          Pop3Command.APOP,
          LoginFailure.Reason.POLICY,
          "withheld, the greeting has no valid timestamp",
          null);
    }
    return timestamp;
  }

  /** Prepares what is not US-ASCII where the server does too (RFC 6856 section 2.2). */
  private String prepared(UnaryOperator<String> preparation, String text) {
    return status.capabilities.utf8User() && text.chars().anyMatch(c -> c > 0x7f)
        ? preparation.apply(text)
        : text;
  }

  private Mono<Void> utf8IfAnnounced() {
    return Mono.defer(
        () ->
            options.utf8() && status.capabilities.utf8() && !status.utf8 && !utf8Refused
                ? utf8.onErrorResume(
                    Pop3ResponseException.class,
                    refusal -> {
                      utf8Refused = true;
                      return Mono.empty();
                    })
                : Mono.empty());
  }

  /** Fails before the secret is asked for where it must not be sent. */
  private Mono<Void> secured(Pop3Command command) {
    return Mono.defer(
        () ->
            status.encrypted || options.plaintextLogin()
                ? utf8IfAnnounced()
                : Mono.error(
                    new Pop3TlsException(command, "withheld, the connection is in clear", null)));
  }
}
