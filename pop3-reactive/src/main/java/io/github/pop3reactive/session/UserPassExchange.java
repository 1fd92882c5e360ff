// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.codec.Pop3Request;
import io.github.pop3reactive.codec.Pop3Requests;
import io.github.pop3reactive.codec.Pop3Response;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/** USER and, directly behind it, PASS (RFC 1939 section 7). */
final class UserPassExchange extends LoginExchange {
  private @Nullable Pop3Request pass;

  UserPassExchange(
      ExchangeHandler handler,
      String user,
      String password,
      Duration timeout,
      MonoSink<Void> sink) {
    super(
        handler,
        Pop3Requests.user(user),
        new LoginSecrets(user),
        LoginFailure.Reason.BAD_CREDENTIALS,
        timeout,
        sink);
    this.pass = Pop3Requests.pass(password);
    secrets().add(password);
  }

  @Override
  boolean onResponse(Pop3Response response) {
    Pop3Request next = pass;
    pass = null;
    if (!response.isOk()) {
      onFailure(refused(next == null ? Pop3Command.PASS : Pop3Command.USER, response));
      return true;
    }
    if (next != null) {
      handler().writeWithin(this, next);
      return false;
    }
    loggedIn();
    return true;
  }
}
