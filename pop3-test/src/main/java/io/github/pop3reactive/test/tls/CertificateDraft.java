// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** What a certificate is to say, until it is signed. */
final class CertificateDraft {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String commonName;
  private final PublicKey key;
  private final Instant from;
  private final Instant to;
  private final List<Extension> extensions = new ArrayList<>();

  CertificateDraft(String commonName, PublicKey key, Instant from, Instant to) {
    this.commonName = commonName;
    this.key = key;
    this.from = from;
    this.to = to;
  }

  static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  CertificateDraft authority() {
    add(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    return add(Extension.basicConstraints, true, new BasicConstraints(true));
  }

  CertificateDraft names(String host, List<String> ips) {
    List<GeneralName> names = new ArrayList<>();
    names.add(new GeneralName(GeneralName.dNSName, host));
    ips.forEach(ip -> names.add(new GeneralName(GeneralName.iPAddress, ip)));
    GeneralNames all = new GeneralNames(names.toArray(GeneralName[]::new));
    return add(Extension.subjectAlternativeName, false, all);
  }

  CertificateDraft usage(KeyPurposeId purpose) {
    add(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    return add(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
  }

  X509Certificate issue(String issuer, PrivateKey issuerKey) {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              new X500Name(issuer),
              new BigInteger(120, RANDOM).add(BigInteger.ONE),
              Date.from(from),
              Date.from(to),
              new X500Name("CN=" + commonName),
              key);
      for (Extension extension : extensions) {
        builder.addExtension(extension);
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey)));
    } catch (GeneralSecurityException | OperatorException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private CertificateDraft add(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
    try {
      extensions.add(Extension.create(id, critical, value));
      return this;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
