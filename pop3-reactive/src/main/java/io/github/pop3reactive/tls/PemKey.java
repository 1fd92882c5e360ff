// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.tls;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;

/** Reads a private key in PEM with BouncyCastle, if that is there. */
final class PemKey {
  private PemKey() {}

  static PrivateKey read(Path file, char @Nullable [] password)
      throws IOException, TlsKeyException {
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      return BouncyCastle.read(text, password, file);
    } catch (NoClassDefFoundError e) {
      throw new TlsKeyException(
          "a key in PEM needs BouncyCastle (org.bouncycastle:bcpkix-jdk18on)", e);
    }
  }

  /** Loaded only where it is used. */
  private static final class BouncyCastle {
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    private BouncyCastle() {}

    static PrivateKey read(Reader text, char @Nullable [] password, Path file)
        throws IOException, TlsKeyException {
      try (PEMParser parser = new PEMParser(text)) {
        for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
          PrivateKeyInfo key = key(found, password, file);
          if (key != null) {
            return new JcaPEMKeyConverter().getPrivateKey(key);
          }
        }
      } catch (PKCSException | OperatorCreationException | IOException e) {
        throw new TlsKeyException(
            "the key in " + file + " cannot be read, or its password is wrong", e);
      }
      throw new TlsKeyException("no private key in " + file, null);
    }

    private static @Nullable PrivateKeyInfo key(Object found, char @Nullable [] password, Path file)
        throws IOException, PKCSException, OperatorCreationException, TlsKeyException {
      if (found instanceof PrivateKeyInfo plain) {
        return plain;
      }
      if (found instanceof PEMKeyPair plain) {
        return plain.getPrivateKeyInfo();
      }
      boolean encrypted =
          found instanceof PKCS8EncryptedPrivateKeyInfo || found instanceof PEMEncryptedKeyPair;
      if (encrypted && password == null) {
        throw new TlsKeyException("the key in " + file + " needs a password", null);
      }
      if (found instanceof PKCS8EncryptedPrivateKeyInfo pkcs8) {
        return pkcs8.decryptPrivateKeyInfo(
            new JceOpenSSLPKCS8DecryptorProviderBuilder().setProvider(PROVIDER).build(password));
      }
      if (found instanceof PEMEncryptedKeyPair pair) {
        return pair.decryptKeyPair(
                new JcePEMDecryptorProviderBuilder().setProvider(PROVIDER).build(password))
            .getPrivateKeyInfo();
      }
      return null;
    }
  }
}
