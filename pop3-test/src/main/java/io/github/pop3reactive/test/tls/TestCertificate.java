// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A certificate with its private key, as a server or a client presents it.
 *
 * @param privateKey the key, EC P-256
 * @param chain the certificate first, then its issuers without the root
 */
public record TestCertificate(PrivateKey privateKey, List<X509Certificate> chain) {
  private static final char[] PASSWORD = "test".toCharArray();

  /** Copies the chain, which must not be empty. */
  public TestCertificate {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("a chain holds one certificate at least");
    }
  }

  /** The certificate itself, the first of the chain. */
  public X509Certificate certificate() {
    return chain.get(0);
  }

  /** The chain as an array, as Netty and the JDK take it; a new one at each call. */
  public X509Certificate[] chainArray() {
    return chain.toArray(X509Certificate[]::new);
  }

  /** The key as PEM, unencrypted PKCS#8. */
  public String keyPem() {
    return Pem.of("PRIVATE KEY", privateKey.getEncoded());
  }

  /** The chain as PEM. */
  public String chainPem() {
    return Pem.of(chain);
  }

  /** A factory whose key managers present this certificate; a new one at each call. */
  public KeyManagerFactory keyManagerFactory() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, PASSWORD);
      store.setKeyEntry("test", privateKey, PASSWORD, chainArray());
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, PASSWORD);
      return factory;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A context that presents this certificate and trusts whom the JDK trusts. */
  public SSLContext sslContext() {
    return sslContext(null);
  }

  /** A context that presents this certificate and trusts the given authority alone. */
  public SSLContext sslContextTrusting(TestCa peers) {
    return sslContext(peers.trustManagerFactory());
  }

  private SSLContext sslContext(@Nullable TrustManagerFactory trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          keyManagerFactory().getKeyManagers(),
          trust == null ? null : trust.getTrustManagers(),
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The subject; never the key. */
  @Override
  public String toString() {
    return "TestCertificate[" + certificate().getSubjectX500Principal() + "]";
  }
}
