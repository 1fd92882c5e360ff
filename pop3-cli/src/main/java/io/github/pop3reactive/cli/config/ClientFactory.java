// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.config;

import io.github.pop3reactive.client.Pop3Client;
import io.github.pop3reactive.tls.TlsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Derives the clients of a run from one, so that they share what they learn of servers, and reads
 * each file of certificates once, so that those that trust the same share a context.
 */
final class ClientFactory {
  private final Pop3Client base = Pop3Client.create();
  private final Map<Path, TlsOptions> options = new HashMap<>();

  Pop3Client forHost(String host) {
    return base.host(host);
  }

  /** As {@link Pop3Client#uri}. */
  Pop3Client forUri(String uri) {
    return base.uri(uri);
  }

  /** Lets a client trust the certificates in this file alone; null changes nothing. */
  Pop3Client trusting(Pop3Client client, @Nullable Path file) {
    if (file == null) {
      return client;
    }
    TlsOptions trusting = options.computeIfAbsent(file, ClientFactory::read);
    return client.tls(before -> trusting);
  }

  private static TlsOptions read(Path file) {
    try {
      return TlsOptions.DEFAULT.trust(file);
    } catch (IOException e) {
      throw new ConfigException(
          "certificate file " + file + " cannot be read (" + e.getClass().getSimpleName() + ")");
    } catch (CertificateException e) {
      throw new ConfigException("certificate file " + file + " holds no certificate");
    }
  }
}
