// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.codec.Pop3Requests;
import io.github.pop3reactive.codec.Pop3Response;
import java.time.Duration;
import reactor.core.publisher.MonoSink;

/** APOP (RFC 1939 section 7). */
final class ApopExchange extends LoginExchange {

  ApopExchange(
      ExchangeHandler handler, String user, String digest, Duration timeout, MonoSink<Void> sink) {
    super(
        handler,
        Pop3Requests.apop(user, digest),
        new LoginSecrets(user),
        LoginFailure.Reason.BAD_CREDENTIALS,
        timeout,
        sink);
    secrets().add(digest);
  }

  @Override
  boolean onResponse(Pop3Response response) {
    if (response.isOk()) {
      loggedIn();
    } else {
      onFailure(refused(Pop3Command.APOP, response));
    }
    return true;
  }
}
