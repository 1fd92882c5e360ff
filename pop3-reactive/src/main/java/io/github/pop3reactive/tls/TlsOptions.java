// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Whom TLS trusts and how. Immutable; each method returns other options. By default: the trust
 * store of the JDK, TLS 1.3 and 1.2, the name of the host verified.
 *
 * <p>The options of one client make one {@link SslContext}, when it is first needed, which all its
 * sessions share.
 */
public final class TlsOptions {

  /** The defaults. */
  public static final TlsOptions DEFAULT = new TlsOptions(List.of(), null, true);

  private final List<X509Certificate> trusted;
  private final @Nullable Consumer<SslContextBuilder> configurer;
  private final boolean hostnameVerified;
  private volatile @Nullable SslContext context;

  private TlsOptions(
      List<X509Certificate> trusted,
      @Nullable Consumer<SslContextBuilder> configurer,
      boolean hostnameVerified) {
    this.trusted = trusted;
    this.configurer = configurer;
    this.hostnameVerified = hostnameVerified;
  }

  /** Trusts these certificates, and those only, instead of the trust store of the JDK. */
  public TlsOptions trust(X509Certificate... certificates) {
    return new TlsOptions(List.of(certificates), configurer, hostnameVerified);
  }

  /**
   * Trusts the certificates in this file, PEM or DER, and those only.
   *
   * @throws IOException if the file cannot be read
   * @throws CertificateException if it holds no certificate
   */
  public TlsOptions trust(Path file) throws IOException, CertificateException {
    try (var in = Files.newInputStream(file)) {
      X509Certificate[] certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toArray(X509Certificate[]::new);
      if (certificates.length == 0) {
        throw new CertificateException("no certificate in " + file);
      }
      return trust(certificates);
    }
  }

  /**
   * Lets {@code configurer} change the builder of the context after these options were applied:
   * client certificates, protocols, cipher suites, provider.
   */
  public TlsOptions context(Consumer<SslContextBuilder> configurer) {
    return new TlsOptions(trusted, configurer, hostnameVerified);
  }

  /**
   * Accepts a trusted certificate whatever host it is for. Anyone who has any trusted certificate
   * can then pose as the server.
   */
  public TlsOptions insecureWithoutHostnameVerification() {
    return new TlsOptions(trusted, configurer, false);
  }

  /** Returns whether the certificate has to be for the host. */
  public boolean isHostnameVerified() {
    return hostnameVerified;
  }

  /**
   * Returns the context of these options, always the same one.
   *
   * @throws SSLException if it cannot be made
   */
  public SslContext sslContext() throws SSLException {
    SslContext made = context;
    if (made == null) {
      synchronized (this) {
        made = context;
        if (made == null) {
          made = newContext();
          context = made;
        }
      }
    }
    return made;
  }

  private SslContext newContext() throws SSLException {
    SslContextBuilder builder = SslContextBuilder.forClient().protocols("TLSv1.3", "TLSv1.2");
    if (!trusted.isEmpty()) {
      builder.trustManager(trusted);
    }
    if (!hostnameVerified) {
      builder.endpointIdentificationAlgorithm(null);
    }
    if (configurer != null) {
      configurer.accept(builder);
    }
    return builder.build();
  }
}
