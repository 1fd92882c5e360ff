// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.sasl;

import io.github.pop3reactive.sasl.Credentials.Kind;
import reactor.core.publisher.Mono;

/** PLAIN (RFC 4616): user and password in clear, for use within TLS. */
final class PlainMechanism implements SaslMechanism {

  @Override
  public String name() {
    return "PLAIN";
  }

  @Override
  public boolean accepts(Credentials credentials) {
    return credentials.kind() == Kind.PASSWORD;
  }

  @Override
  public Mono<SaslConversation> start(Credentials credentials, SaslContext context) {
    return credentials
        .secret(Kind.PASSWORD)
        .map(
            password -> {
              if (credentials.user().indexOf('\0') >= 0 || password.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("NUL in a user name or password");
              }
              return new OneMessage("\0" + credentials.user() + "\0" + password);
            });
  }
}
