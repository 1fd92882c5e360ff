// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ImmediateExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/**
 * Whom TLS trusts and how. Immutable; each method returns other options. By default: the trust
 * store of the JDK, TLS 1.3 and 1.2, the name of the host verified.
 *
 * <p>The options of one client make one {@link SslContext}, when it is first needed, which all its
 * sessions share.
 */
public final class TlsOptions {

  /** The defaults. */
  public static final TlsOptions DEFAULT = new TlsOptions(List.of(), null, true, TlsSettings.NONE);

  private final List<X509Certificate> trusted;
  private final @Nullable Consumer<SslContextBuilder> configurer;
  private final boolean hostnameVerified;
  private final TlsSettings settings;
  private volatile @Nullable SslContext context;

  private TlsOptions(
      List<X509Certificate> trusted,
      @Nullable Consumer<SslContextBuilder> configurer,
      boolean hostnameVerified,
      TlsSettings settings) {
    this.trusted = trusted;
    this.configurer = configurer;
    this.hostnameVerified = hostnameVerified;
    this.settings = settings;
  }

  /** Trusts these certificates, and those only, instead of the trust store of the JDK. */
  public TlsOptions trust(X509Certificate... certificates) {
    return new TlsOptions(List.of(certificates), configurer, hostnameVerified, settings);
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
   * protocols, cipher suites, the engine. A trust manager that it sets replaces {@link #trust} and
   * {@link #revocation}, not {@link #pin}.
   *
   * <p>Most of what a short session costs over TLS 1.3 is the key agreement of its handshake, which
   * is done for a resumed session too. Two settings save processor time at the price of protection
   * of what was recorded: {@code protocols("TLSv1.2")} resumes without a key agreement, so whoever
   * learns the secret of one session reads all that resumed it; and {@code
   * option(OpenSslContextOption.GROUPS, ...)} without X25519MLKEM768 leaves BoringSSL no protection
   * from a quantum computer to come.
   */
  public TlsOptions context(Consumer<SslContextBuilder> configurer) {
    return new TlsOptions(trusted, configurer, hostnameVerified, settings);
  }

  /** Shows this certificate to a server that asks for one. */
  public TlsOptions identity(TlsIdentity identity) {
    return with(settings.withIdentity(identity));
  }

  /**
   * Accepts only servers whose own certificate is for one of these keys, these and those of earlier
   * calls; it has to be trusted as well.
   *
   * @param pins {@code sha256/} and the hash of the SubjectPublicKeyInfo in base64 (RFC 7469)
   * @throws IllegalArgumentException if one is not of this form
   */
  public TlsOptions pin(String... pins) {
    return with(settings.withPins(pins));
  }

  /** Checks for revoked certificates; {@link Revocation#UNCHECKED} by default. */
  public TlsOptions revocation(Revocation revocation) {
    return with(settings.withRevocation(revocation));
  }

  /**
   * Takes TLS, with its trust and key managers, from this provider, such as BouncyCastle's JSSE,
   * instead of BoringSSL or the JDK.
   */
  public TlsOptions provider(Provider provider) {
    return with(settings.withProvider(provider));
  }

  private TlsOptions with(TlsSettings changed) {
    return new TlsOptions(trusted, configurer, hostnameVerified, changed);
  }

  /**
   * Accepts a trusted certificate whatever host it is for. Anyone who has any trusted certificate
   * can then pose as the server.
   */
  public TlsOptions insecureWithoutHostnameVerification() {
    return new TlsOptions(trusted, configurer, false, settings);
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

  /**
   * Returns a new handler for a connection to this host, whose name goes with SNI unless it is an
   * address, and which the certificate has to be for. If keys are pinned, it puts a handler behind
   * itself that sees to it.
   *
   * @param host a name in ASCII, or an address
   * @throws SSLException if the context cannot be made
   */
  public SslHandler newHandler(ByteBufAllocator alloc, String host, int port) throws SSLException {
    Executor tasks =
        settings.revocation() == Revocation.UNCHECKED
            ? ImmediateExecutor.INSTANCE
            : Schedulers.boundedElastic()::schedule;
    SslContext made = sslContext();
    return settings.pins().isEmpty()
        ? made.newHandler(alloc, host, port, tasks)
        : new PinningSslHandler(made.newEngine(alloc, host, port), tasks, settings.pins());
  }

  private SslContext newContext() throws SSLException {
    SslContextBuilder builder = SslContextBuilder.forClient().protocols("TLSv1.3", "TLSv1.2");
    try {
      settings.applyTo(builder, trusted);
    } catch (IOException | GeneralSecurityException e) {
      throw new SSLException("no context for TLS: " + e.getMessage(), e);
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
