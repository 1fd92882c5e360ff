// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.tls;

import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.cert.CertPathBuilder;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** The parts of {@link TlsOptions} that not everyone needs. */
record TlsSettings(
    @Nullable TlsIdentity identity,
    Set<String> pins,
    Revocation revocation,
    @Nullable Provider provider) {
  static final TlsSettings NONE = new TlsSettings(null, Set.of(), Revocation.UNCHECKED, null);

  TlsSettings withIdentity(TlsIdentity value) {
    return new TlsSettings(value, pins, revocation, provider);
  }

  TlsSettings withPins(String... values) {
    Set<String> all =
        Stream.concat(pins.stream(), Stream.of(values).map(PinnedKeys::checked))
            .collect(Collectors.toUnmodifiableSet());
    return new TlsSettings(identity, all, revocation, provider);
  }

  TlsSettings withRevocation(Revocation value) {
    return new TlsSettings(identity, pins, value, provider);
  }

  TlsSettings withProvider(Provider value) {
    return new TlsSettings(identity, pins, revocation, value);
  }

  void applyTo(SslContextBuilder builder, List<X509Certificate> trusted)
      throws IOException, GeneralSecurityException {
    if (provider != null) {
      builder.sslProvider(SslProvider.JDK).sslContextProvider(provider);
    }
    if (identity != null) {
      builder.keyManager(identity.keyManagerFactory(provider));
    }
    TrustManagerFactory factory =
        provider == null
            ? TrustManagerFactory.getInstance("PKIX")
            : TrustManagerFactory.getInstance("PKIX", provider);
    factory.init(store(trusted));
    X509ExtendedTrustManager decides = only(factory);
    X509ExtendedTrustManager looks = null;
    if (revocation != Revocation.UNCHECKED) {
      factory.init(new CertPathTrustManagerParameters(looking(decides.getAcceptedIssuers())));
      looks = only(factory);
    }
    builder.trustManager(
        new TellingTrustManager(decides, looks, revocation == Revocation.REQUIRED));
  }

  private static @Nullable KeyStore store(List<X509Certificate> trusted)
      throws IOException, GeneralSecurityException {
    if (trusted.isEmpty()) {
      return null;
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (X509Certificate certificate : trusted) {
      store.setCertificateEntry(Integer.toString(store.size()), certificate);
    }
    return store;
  }

  private static X509ExtendedTrustManager only(TrustManagerFactory factory) {
    return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
  }

  private static PKIXBuilderParameters looking(X509Certificate[] anchors)
      throws GeneralSecurityException {
    PKIXBuilderParameters parameters =
        new PKIXBuilderParameters(
            Stream.of(anchors)
                .map(anchor -> new TrustAnchor(anchor, null))
                .collect(Collectors.toSet()),
            new X509CertSelector());
    parameters.addCertPathChecker(
        (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker());
    return parameters;
  }
}
