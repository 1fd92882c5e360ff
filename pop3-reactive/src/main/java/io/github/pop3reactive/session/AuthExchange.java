// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.codec.Pop3Request;
import io.github.pop3reactive.codec.Pop3Requests;
import io.github.pop3reactive.codec.Pop3Response;
import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.sasl.SaslConversation;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * AUTH with a mechanism (RFC 5034 section 4). While the client has said nothing, a server that says
 * yes can only mean that it is to go on: some write +OK for a continuation.
 */
final class AuthExchange extends LoginExchange {
  private static final int MAX_ROUNDS = 8;

  /** RFC 2449 section 4, CRLF included. */
  private static final int MAX_COMMAND_OCTETS = 255;

  private final SaslConversation conversation;
  private boolean initialResponseDue;

  /** Whether the client has said more than the name of the mechanism. */
  private boolean spoken;

  private int rounds;
  private @Nullable Throwable cancelCause;
  private Disposable answering = Disposables.disposed();

  private AuthExchange(
      ExchangeHandler handler,
      Pop3Request first,
      LoginSecrets secrets,
      LoginFailure.Reason whenRefused,
      SaslConversation conversation,
      boolean initialResponseDue,
      Duration timeout,
      MonoSink<Void> sink) {
    super(handler, first, secrets, whenRefused, timeout, sink);
    this.conversation = conversation;
    this.initialResponseDue = initialResponseDue;
  }

  static AuthExchange of(
      ExchangeHandler handler,
      String mechanism,
      Credentials credentials,
      SaslConversation conversation,
      Duration timeout,
      MonoSink<Void> sink) {
    LoginSecrets secrets = new LoginSecrets(credentials.user());
    LoginFailure.Reason refused =
        credentials.kind() == Credentials.Kind.TOKEN
            ? LoginFailure.Reason.TOKEN_REFUSED
            : LoginFailure.Reason.BAD_CREDENTIALS;
    byte[] initial = conversation.initialResponse();
    if (initial != null) {
      secrets.add(initial);
      String encoded = initial.length == 0 ? "=" : encode(initial);
      int octets = "AUTH ".length() + mechanism.length() + 1 + encoded.length() + 2;
      if (octets <= MAX_COMMAND_OCTETS) {
        Pop3Request first = Pop3Requests.auth(mechanism, encoded);
        AuthExchange exchange =
            new AuthExchange(handler, first, secrets, refused, conversation, false, timeout, sink);
        exchange.spoken = true;
        return exchange;
      }
    }
    Pop3Request first = Pop3Requests.auth(mechanism);
    return new AuthExchange(
        handler, first, secrets, refused, conversation, initial != null, timeout, sink);
  }

  private static String encode(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets);
  }

  @Override
  boolean onResponse(Pop3Response response) {
    switch (response.status()) {
      case CONTINUE -> {
        challenged(response.text());
        return false;
      }
      case OK -> {
        if (!spoken) {
          challenged(initialResponseDue ? "" : response.text());
          return false;
        }
        if (cancelCause != null) {
          throw new Pop3AuthenticationException(
              Pop3Command.AUTH,
              LoginFailure.Reason.PROTOCOL,
              "the server accepts what was cancelled",
              cancelCause);
        }
        if (!conversation.isComplete()) {
          throw new Pop3AuthenticationException(
              Pop3Command.AUTH,
              LoginFailure.Reason.PROTOCOL,
              "the server did not prove that it knows the secret",
              null);
        }
        loggedIn();
      }
      case ERR ->
          onFailure(
              cancelCause == null
                  ? refused(Pop3Command.AUTH, response, conversation.serverError())
                  : new Pop3AuthenticationException(
                      Pop3Command.AUTH,
                      LoginFailure.Reason.PROTOCOL,
                      "cancelled by the client",
                      cancelCause));
    }
    return true;
  }

  private void challenged(String text) {
    if (cancelCause != null) {
      throw new Pop3ProtocolException(
          Pop3Command.AUTH, "a challenge in answer to the cancellation", null);
    }
    if (++rounds > MAX_ROUNDS) {
      cancel(new IllegalStateException("more than " + MAX_ROUNDS + " challenges"));
      return;
    }
    byte[] challenge;
    try {
      challenge = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      cancel(new IllegalStateException("the challenge is not base64"));
      return;
    }
    byte[] initial = initialResponseDue ? conversation.initialResponse() : null;
    if (initial != null) {
      initialResponseDue = false;
      answer(initial);
      return;
    }
    answering =
        Mono.defer(() -> conversation.respond(challenge))
            .switchIfEmpty(
                Mono.error(() -> new IllegalStateException("the mechanism has no answer")))
            .subscribe(
                answer -> handler().executeIfAlive(() -> answer(answer)),
                error -> handler().executeIfAlive(() -> cancel(error)));
  }

  @Override
  void cancelled() {
    super.cancelled();
    answering.dispose();
  }

  @Override
  void onFailure(Throwable cause) {
    answering.dispose();
    super.onFailure(cause);
  }

  private void answer(byte[] octets) {
    spoken = true;
    secrets().add(octets);
    handler().writeWithin(this, Pop3Requests.authContinuation(encode(octets)));
  }

  private void cancel(Throwable cause) {
    spoken = true;
    cancelCause = cause;
    handler().writeWithin(this, Pop3Requests.authContinuation("*"));
  }
}
