// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * A certificate authority made in memory, with a key of its own: a client that trusts it trusts
 * nothing else. Makes good certificates and, by name, each kind of bad one.
 *
 * <p>All keys are EC P-256. Certificates last from yesterday for a year unless the name of the
 * method says otherwise. The bad ones are good but for the one fault. Safe for use by many threads.
 */
public final class TestCa {
  private static final String LOCALHOST = "localhost";
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration YEAR = Duration.ofDays(365);

  private final KeyPair keys;
  private final X509Certificate certificate;

  /** Makes an authority named "pop3-reactive test CA". */
  public TestCa() {
    this("pop3-reactive test CA");
  }

  /** Makes an authority with the given common name. */
  public TestCa(String commonName) {
    Instant now = Instant.now();
    keys = CertificateDraft.newKeys();
    certificate =
        new CertificateDraft(commonName, keys.getPublic(), now.minus(DAY), now.plus(YEAR))
            .authority()
            .issue("CN=" + commonName, keys.getPrivate());
  }

  /** The root certificate, which clients are to trust. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** The root certificate as PEM. */
  public String certificatePem() {
    return Pem.of(List.of(certificate));
  }

  /** A factory whose trust managers trust this authority alone; a new one at each call. */
  public TrustManagerFactory trustManagerFactory() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("ca", certificate);
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A server certificate for localhost and 127.0.0.1. */
  public TestCertificate good() {
    return good(LOCALHOST, LOOPBACK);
  }

  /**
   * A server certificate for the given host name (a wildcard too) and addresses.
   *
   * @param host the DNS subject alternative name
   * @param ips the IP subject alternative names, as literals
   */
  public TestCertificate good(String host, String... ips) {
    return server(host, List.of(ips), Instant.now().minus(DAY), Instant.now().plus(YEAR));
  }

  /** For localhost and 127.0.0.1, but it ended yesterday. */
  public TestCertificate expired() {
    Instant end = Instant.now().minus(DAY);
    return server(LOCALHOST, List.of(LOOPBACK), end.minus(YEAR), end);
  }

  /** For localhost and 127.0.0.1, but it begins tomorrow. */
  public TestCertificate notYetValid() {
    Instant start = Instant.now().plus(DAY);
    return server(LOCALHOST, List.of(LOOPBACK), start, start.plus(YEAR));
  }

  /** For {@code mail.other.example} and no address, so not for the test's server. */
  public TestCertificate otherName() {
    return good("mail.other.example");
  }

  /** For localhost and 127.0.0.1, but signed by its own key. */
  public TestCertificate selfSigned() {
    KeyPair own = CertificateDraft.newKeys();
    Instant now = Instant.now();
    X509Certificate signed =
        new CertificateDraft(LOCALHOST, own.getPublic(), now.minus(DAY), now.plus(YEAR))
            .names(LOCALHOST, List.of(LOOPBACK))
            .usage(KeyPurposeId.id_kp_serverAuth)
            .issue("CN=" + LOCALHOST, own.getPrivate());
    return new TestCertificate(own.getPrivate(), List.of(signed));
  }

  /** For localhost and 127.0.0.1, but issued by an authority that nobody knows. */
  public TestCertificate unknownCa() {
    return new TestCa("unknown CA").good();
  }

  /** For localhost and 127.0.0.1, but its extended key usage is client authentication only. */
  public TestCertificate clientAuthOnly() {
    Instant now = Instant.now();
    return issue(
        LOCALHOST,
        List.of(LOOPBACK),
        KeyPurposeId.id_kp_clientAuth,
        now.minus(DAY),
        now.plus(YEAR));
  }

  /** A certificate with which a client shows who it is: the common name is the user. */
  public TestCertificate client(String user) {
    KeyPair own = CertificateDraft.newKeys();
    Instant now = Instant.now();
    X509Certificate issued =
        new CertificateDraft(user, own.getPublic(), now.minus(DAY), now.plus(YEAR))
            .usage(KeyPurposeId.id_kp_clientAuth)
            .issue(subject(), keys.getPrivate());
    return new TestCertificate(own.getPrivate(), List.of(issued));
  }

  private TestCertificate server(String host, List<String> ips, Instant from, Instant to) {
    return issue(host, ips, KeyPurposeId.id_kp_serverAuth, from, to);
  }

  private TestCertificate issue(
      String host, List<String> ips, KeyPurposeId usage, Instant from, Instant to) {
    KeyPair own = CertificateDraft.newKeys();
    X509Certificate issued =
        new CertificateDraft(host, own.getPublic(), from, to)
            .names(host, ips)
            .usage(usage)
            .issue(subject(), keys.getPrivate());
    return new TestCertificate(own.getPrivate(), List.of(issued));
  }

  private String subject() {
    return certificate.getSubjectX500Principal().getName();
  }
}
