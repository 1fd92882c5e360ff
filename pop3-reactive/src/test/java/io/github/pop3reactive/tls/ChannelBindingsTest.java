// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.SSLSession;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelBindingsTest {

  private static X509Certificate signed(String keyType, String algorithm, boolean jdk)
      throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance(keyType).generateKeyPair();
    X500Name name = new X500Name("CN=mail.example.org");
    var signer = new JcaContentSignerBuilder(algorithm).setProvider(new BouncyCastleProvider());
    var converter = new JcaX509CertificateConverter();
    return (jdk ? converter : converter.setProvider(new BouncyCastleProvider()))
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.ONE,
                    Date.from(Instant.EPOCH),
                    Date.from(Instant.now()),
                    name,
                    keys.getPublic())
                .build(signer.build(keys.getPrivate())));
  }

  /** A TLS session of which nothing but the certificate is known. */
  private static SSLSession session(X509Certificate certificate) {
    return (SSLSession)
        Proxy.newProxyInstance(
            SSLSession.class.getClassLoader(),
            new Class<?>[] {SSLSession.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getPeerCertificates" -> new Certificate[] {certificate};
                  case "getProtocol" -> "TLSv1.3";
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  /** RFC 5929 section 4.1. */
  @ParameterizedTest
  @CsvSource({
    "RSA, MD5withRSA, SHA-256",
    "RSA, SHA1withRSA, SHA-256",
    "RSA, SHA256withRSA, SHA-256",
    "RSA, SHA384withRSA, SHA-384",
    "RSA, SHA512withRSA, SHA-512",
    "RSA, SHA3-256withRSA, SHA3-256",
    "RSA, SHA1withRSAandMGF1, SHA-256",
    "RSA, SHA256withRSAandMGF1, SHA-256",
    "RSA, SHA512withRSAandMGF1, SHA-512",
    "EC, SHA224withECDSA, SHA-224",
    "EC, SHA384withECDSA, SHA-384",
    "EC, SHA512withECDSA, SHA-512",
    "Ed25519, Ed25519, ",
    "Ed448, Ed448, "
  })
  void hashesTheCertificateAsItsSignatureDoes(String keyType, String algorithm, String hash)
      throws Exception {
    for (boolean jdk : new boolean[] {true, false}) {
      X509Certificate certificate = signed(keyType, algorithm, jdk);
      byte[] expected =
          hash == null ? null : MessageDigest.getInstance(hash).digest(certificate.getEncoded());
      assertThat(ChannelBindings.of(session(certificate), "tls-server-end-point"))
          .as(certificate.getSigAlgName())
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"tls-unique", "tls-exporter", "TLS-SERVER-END-POINT", "''"})
  void hasNoOthers(String type) throws Exception {
    X509Certificate certificate = signed("EC", "SHA256withECDSA", true);
    assertThat(ChannelBindings.of(session(certificate), type)).isNull();
  }
}
