// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.codec.Pop3Request;
import io.github.pop3reactive.codec.Pop3Response;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/** A login: requests and replies alternate until the server has decided. */
abstract class LoginExchange extends StatusExchange<Void> {
  private final ExchangeHandler handler;
  private final LoginSecrets secrets;
  private final LoginFailure.Reason whenRefused;

  /** Makes an exchange that calls a refusal of the credentials {@code whenRefused}. */
  LoginExchange(
      ExchangeHandler handler,
      Pop3Request first,
      LoginSecrets secrets,
      LoginFailure.Reason whenRefused,
      Duration timeout,
      MonoSink<Void> sink) {
    super(first, timeout, sink, response -> null);
    this.handler = handler;
    this.secrets = secrets;
    this.whenRefused = whenRefused;
  }

  final ExchangeHandler handler() {
    return handler;
  }

  @Override
  final Placement placement() {
    return Placement.ALONE;
  }

  final LoginSecrets secrets() {
    return secrets;
  }

  final void loggedIn() {
    handler.loggedIn();
    succeed(null);
  }

  /** Returns the failure for a refusal; only one that is about the credentials says so. */
  final Pop3Exception refused(Pop3Command command, Pop3Response refusal) {
    return refused(command, refusal, null);
  }

  /** Returns the failure for a refusal of which the server said more before. */
  final Pop3Exception refused(
      Pop3Command command, Pop3Response refusal, @Nullable String serverError) {
    Pop3Response response = secrets.redact(refusal);
    LoginFailure failure =
        LoginFailure.ofLogin(refusal, handler.status().capabilities, whenRefused);
    return failure.reason().isAboutCredentials()
        ? new Pop3AuthenticationException(
            command,
            failure.reason(),
            response,
            serverError == null ? null : secrets.redact(serverError))
        : new Pop3ResponseException(command, response, failure);
  }
}
