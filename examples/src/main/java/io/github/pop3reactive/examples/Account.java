// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.examples;

import io.github.pop3reactive.client.Pop3Client;
import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.tls.TlsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** The account that the examples use. */
final class Account {
  private Account() {}

  static Pop3Client client(String uri, Map<String, String> environment) {
    Pop3Client client = Pop3Client.fromUri(uri).password(password(environment));
    return Optional.ofNullable(environment.get("POP3_TRUST"))
        .map(file -> client.tls(tls -> trust(tls, Path.of(file))))
        .orElse(client);
  }

  static Credentials credentials(Pop3Client client, Map<String, String> environment) {
    return Credentials.of(Objects.requireNonNull(client.user()), password(environment));
  }

  private static Mono<String> password(Map<String, String> environment) {
    return Mono.fromSupplier(() -> environment.getOrDefault("POP3_PASSWORD", ""));
  }

  private static TlsOptions trust(TlsOptions tls, Path file) {
    try {
      return tls.trust(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CertificateException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
