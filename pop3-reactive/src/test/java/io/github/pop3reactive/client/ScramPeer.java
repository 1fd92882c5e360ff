// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The server's side of SCRAM-SHA-256, written after RFC 5802 section 3 and not after a client. */
final class ScramPeer {
  private static final byte[] SALT = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final String password;
  private final String clientBare;
  private final String first;

  ScramPeer(String password, String clientFirst) {
    if (!clientFirst.startsWith("n,,n=")) {
      throw new AssertionError("not without channel binding");
    }
    this.password = password;
    this.clientBare = clientFirst.substring(3);
    String nonce = clientBare.substring(clientBare.indexOf(",r=") + 3);
    this.first = "r=" + nonce + "%server,s=" + encode(SALT) + ",i=4096";
  }

  String first() {
    return first;
  }

  /** Checks the proof and returns the server's. */
  String last(String clientFinal) {
    int proofAt = clientFinal.indexOf(",p=");
    String authMessage = clientBare + "," + first + "," + clientFinal.substring(0, proofAt);
    byte[] proof = Base64.getDecoder().decode(clientFinal.substring(proofAt + 3));
    try {
      byte[] salted =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
              .generateSecret(new PBEKeySpec(password.toCharArray(), SALT, 4096, 256))
              .getEncoded();
      byte[] clientKey = hmac(salted, "Client Key");
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] signature = hmac(sha256.digest(clientKey), authMessage);
      for (int i = 0; i < proof.length; i++) {
        proof[i] ^= signature[i];
      }
      if (!MessageDigest.isEqual(proof, clientKey)) {
        throw new AssertionError("the client's proof is wrong");
      }
      return "v=" + encode(hmac(hmac(salted, "Server Key"), authMessage));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] hmac(byte[] key, String message) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
  }

  private static String encode(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets);
  }
}
