// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pop3reactive.test.tls.TestCa;
import io.github.pop3reactive.test.tls.TestCertificate;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import javax.net.ssl.X509ExtendedKeyManager;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TlsIdentityTest {
  private static final TestCa CA = new TestCa();
  private static final char[] PASSWORD = "hush".toCharArray();
  private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

  private final TestCertificate ann = CA.client("ann");
  @TempDir private Path dir;
  private Path certificates;

  @BeforeEach
  void writeTheChain() throws IOException {
    certificates = Files.writeString(dir.resolve("chain.pem"), ann.chainPem());
  }

  private enum Form {
    PKCS8(false, "BEGIN PRIVATE KEY"),
    PKCS8_ENCRYPTED(true, "BEGIN ENCRYPTED PRIVATE KEY"),
    TRADITIONAL(false, "BEGIN EC PRIVATE KEY"),
    TRADITIONAL_ENCRYPTED(true, "DEK-Info: AES-256-CBC");

    private final boolean encrypted;
    private final String mark;

    Form(boolean encrypted, String mark) {
      this.encrypted = encrypted;
      this.mark = mark;
    }

    String write(PrivateKey key) throws Exception {
      StringWriter text = new StringWriter();
      try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
        switch (this) {
          case PKCS8 -> writer.writeObject(new JcaPKCS8Generator(key, null));
          case PKCS8_ENCRYPTED ->
              writer.writeObject(
                  new JcaPKCS8Generator(
                      key,
                      new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                          .setProvider(PROVIDER)
                          .setPassword(PASSWORD)
                          .build()));
          case TRADITIONAL -> writer.writeObject(withParameters(key));
          case TRADITIONAL_ENCRYPTED ->
              writer.writeObject(
                  withParameters(key),
                  new JcePEMEncryptorBuilder("AES-256-CBC").setProvider(PROVIDER).build(PASSWORD));
        }
      }
      return text.toString();
    }
  }

  /** SEC 1 is of no use without the name of the curve, which the JDK leaves out. */
  private static PrivateKey withParameters(PrivateKey key) throws GeneralSecurityException {
    return KeyFactory.getInstance(key.getAlgorithm(), PROVIDER)
        .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
  }

  private Path keyFile(Form form, PrivateKey key) throws Exception {
    String text = form.write(key);
    assertThat(text).contains(form.mark);
    return Files.writeString(dir.resolve("key.pem"), text);
  }

  private void holdsTheKeyOfAnn(TlsIdentity identity) throws Exception {
    var manager = (X509ExtendedKeyManager) identity.keyManagerFactory(null).getKeyManagers()[0];
    String alias = manager.getClientAliases("EC", null)[0];
    assertThat(((ECPrivateKey) manager.getPrivateKey(alias)).getS())
        .isEqualTo(((ECPrivateKey) ann.privateKey()).getS());
    assertThat(manager.getCertificateChain(alias)).containsExactly(ann.chainArray());
    assertThat(identity).hasToString("TlsIdentity[CN=ann]");
  }

  @ParameterizedTest
  @EnumSource
  void readsPem(Form form) throws Exception {
    Path key = keyFile(form, ann.privateKey());
    holdsTheKeyOfAnn(TlsIdentity.pem(certificates, key, form.encrypted ? PASSWORD : null));
  }

  @Test
  void readsPkcs1() throws Exception {
    PrivateKey rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
    Path file = dir.resolve("rsa.pem");
    Files.writeString(file, Form.TRADITIONAL.write(rsa));
    assertThat(file).content().contains("BEGIN RSA PRIVATE KEY");
    assertThat(PemKey.read(file, null)).isEqualTo(rsa);
  }

  @ParameterizedTest
  @EnumSource(names = {"PKCS8_ENCRYPTED", "TRADITIONAL_ENCRYPTED"})
  void needsTheRightPassword(Form form) throws Exception {
    Path key = keyFile(form, ann.privateKey());
    assertThatThrownBy(() -> TlsIdentity.pem(certificates, key, null))
        .isInstanceOf(TlsKeyException.class)
        .hasMessageContaining("needs a password");
    assertThatThrownBy(() -> TlsIdentity.pem(certificates, key, "wrong".toCharArray()))
        .isInstanceOf(TlsKeyException.class)
        .hasMessageContaining("password is wrong")
        .hasMessageNotContaining("hush");
  }

  @Test
  void findsNoKeyInCertificates() {
    assertThatThrownBy(() -> TlsIdentity.pem(certificates, certificates, null))
        .isInstanceOf(TlsKeyException.class)
        .hasMessageContaining("no private key");
  }

  @Test
  void readsPkcs12() throws Exception {
    Path file = dir.resolve("ann.p12");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("ann", ann.privateKey(), PASSWORD, ann.chainArray());
    try (var out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD);
    }
    holdsTheKeyOfAnn(TlsIdentity.pkcs12(file, PASSWORD));
    assertThatThrownBy(() -> TlsIdentity.pkcs12(file, "wrong".toCharArray()))
        .isInstanceOf(IOException.class);
    store.deleteEntry("ann");
    try (var out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD);
    }
    assertThatThrownBy(() -> TlsIdentity.pkcs12(file, PASSWORD))
        .isInstanceOf(TlsKeyException.class);
  }

  @Test
  void saysThatBouncyCastleIsMissing() throws Exception {
    Path key = keyFile(Form.PKCS8, ann.privateKey());
    URL classes = TlsIdentity.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader alone =
        new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
      var pem =
          alone
              .loadClass(TlsIdentity.class.getName())
              .getMethod("pem", Path.class, Path.class, char[].class);
      assertThatThrownBy(() -> pem.invoke(null, certificates, key, null))
          .isInstanceOf(InvocationTargetException.class)
          .cause()
          .satisfies(e -> assertThat(e.getClass().getName()).endsWith("TlsKeyException"))
          .hasMessageContaining("BouncyCastle");
    }
  }

  @Test
  void needsACertificate() {
    assertThatThrownBy(() -> TlsIdentity.of(ann.privateKey()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
