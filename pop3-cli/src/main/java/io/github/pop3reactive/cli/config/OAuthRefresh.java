// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.config;

import io.github.pop3reactive.cli.console.CliIo;
import io.github.pop3reactive.sasl.Credentials;
import java.net.URI;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Access tokens that a token endpoint gives for a refresh token (RFC 6749 section 6).
 *
 * @param clientSecret sent in the body of the request, or null for a public client
 * @param scope null for that of the refresh token
 */
record OAuthRefresh(
    URI endpoint,
    String clientId,
    @Nullable PasswordSource clientSecret,
    PasswordSource refreshToken,
    @Nullable String scope)
    implements CredentialsSource {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /** Returns whether secrets may be sent there: by https, or to this machine. */
  static boolean isSafe(URI endpoint) {
    String host = endpoint.getHost();
    if (host == null || endpoint.getScheme() == null || endpoint.getRawUserInfo() != null) {
      return false;
    }
    return switch (endpoint.getScheme().toLowerCase(Locale.ROOT)) {
      case "https" -> true;
      case "http" -> LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
      default -> false;
    };
  }

  @Override
  public Credentials credentials(Account account, CliIo io) {
    return Credentials.token(account.user(), tokens(account, io, InstantSource.system()));
  }

  AccessTokens tokens(Account account, CliIo io, InstantSource clock) {
    Mono<String> secret =
        clientSecret == null ? Mono.just("") : clientSecret.open(account.toString(), io);
    return new AccessTokens(this, refreshToken.open(account.toString(), io), secret, clock);
  }
}
