// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/** The certificate that a client shows to a server that asks for one, with its private key. */
public final class TlsIdentity {
  private static final char[] IN_MEMORY = {'x'};

  private final PrivateKey key;
  private final List<X509Certificate> chain;

  private TlsIdentity(PrivateKey key, List<X509Certificate> chain) {
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("no certificate");
    }
    this.key = key;
    this.chain = List.copyOf(chain);
  }

  /** Returns an identity of a key and its chain, the certificate of the key first. */
  public static TlsIdentity of(PrivateKey key, X509Certificate... chain) {
    return new TlsIdentity(key, List.of(chain));
  }

  /**
   * Reads PEM files: certificates, the one of the key first, and a key in PKCS#8, encrypted or not,
   * in PKCS#1 or SEC 1. The key needs BouncyCastle (bcpkix) on the class or module path.
   *
   * @param password the password of the key, or null if it has none
   * @throws IOException if a file cannot be read
   * @throws TlsKeyException if the key cannot be had: BouncyCastle is missing, the password is
   *     wrong or missing, or the file holds no key
   * @throws GeneralSecurityException if the certificates cannot be had
   */
  public static TlsIdentity pem(Path certificates, Path key, char @Nullable [] password)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> chain;
    try (var in = Files.newInputStream(certificates)) {
      chain =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
    }
    return new TlsIdentity(PemKey.read(key, password), chain);
  }

  /**
   * Reads a PKCS#12 file and takes the first key in it.
   *
   * @throws IOException if the file cannot be read or the password is wrong
   * @throws TlsKeyException if it holds no key
   */
  public static TlsIdentity pkcs12(Path file, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      store.load(in, password);
    }
    for (String alias : Collections.list(store.aliases())) {
      Key key = store.getKey(alias, password);
      Certificate[] chain = store.getCertificateChain(alias);
      if (key instanceof PrivateKey own && chain != null) {
        return new TlsIdentity(own, Stream.of(chain).map(X509Certificate.class::cast).toList());
      }
    }
    throw new TlsKeyException("no key in " + file, null);
  }

  KeyManagerFactory keyManagerFactory(@Nullable Provider provider)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("client", key, IN_MEMORY, chain.toArray(Certificate[]::new));
    KeyManagerFactory factory =
        provider == null
            ? KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm())
            : KeyManagerFactory.getInstance("PKIX", provider);
    factory.init(store, IN_MEMORY);
    return factory;
  }

  /** Returns the subject of the certificate, never the key. */
  @Override
  public String toString() {
    return "TlsIdentity[" + chain.get(0).getSubjectX500Principal() + "]";
  }
}
