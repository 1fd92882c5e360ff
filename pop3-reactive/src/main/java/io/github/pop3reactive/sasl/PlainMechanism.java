// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.sasl;

import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Mono;

/** PLAIN (RFC 4616): user and password in clear, for use within TLS. */
final class PlainMechanism implements SaslMechanism {

  @Override
  public String name() {
    return "PLAIN";
  }

  @Override
  public Mono<SaslConversation> start(Credentials credentials) {
    return credentials
        .secret()
        .map(
            password -> {
              if (credentials.user().indexOf('\0') >= 0 || password.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("NUL in a user name or password");
              }
              String message = "\0" + credentials.user() + "\0" + password;
              return new OneMessage(message.getBytes(StandardCharsets.UTF_8));
            });
  }

  private static final class OneMessage implements SaslConversation {
    private final byte[] message;

    OneMessage(byte[] message) {
      this.message = message;
    }

    @Override
    public byte[] initialResponse() {
      return message;
    }

    @Override
    public Mono<byte[]> respond(byte[] challenge) {
      return Mono.error(new IllegalStateException("PLAIN has no challenges"));
    }

    @Override
    public boolean isComplete() {
      return true;
    }
  }
}
