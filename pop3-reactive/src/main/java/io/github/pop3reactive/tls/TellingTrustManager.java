// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.tls;

import java.net.Socket;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Leaves the decision to another trust manager, and to one that looks for revocations where that is
 * wanted, and says more of a refusal.
 */
final class TellingTrustManager extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager decides;
  private final @Nullable X509ExtendedTrustManager revocations;
  private final boolean required;

  TellingTrustManager(
      X509ExtendedTrustManager decides,
      @Nullable X509ExtendedTrustManager revocations,
      boolean required) {
    this.decides = decides;
    this.revocations = revocations;
    this.required = required;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    try {
      decides.checkServerTrusted(chain, authType, engine);
    } catch (CertificateException e) {
      throw UntrustedServerException.of(engine.getPeerHost(), chain, e);
    }
    if (revocations != null) {
      checkRevocation(revocations, chain, authType, engine);
    }
  }

  private void checkRevocation(
      X509ExtendedTrustManager looks, X509Certificate[] chain, String authType, SSLEngine engine)
      throws UntrustedServerException {
    try {
      looks.checkServerTrusted(chain, authType, engine);
    } catch (CertificateException e) {
      boolean revoked = isRevoked(e);
      if (revoked || required) {
        throw new UntrustedServerException(
            engine.getPeerHost(),
            List.of(chain),
            revoked ? "a certificate was revoked" : "nothing can be learnt of a revocation",
            e);
      }
    }
  }

  private static boolean isRevoked(CertificateException refusal) {
    for (Throwable at = refusal; at != null; at = at.getCause()) {
      if (at instanceof CertPathValidatorException invalid
          && invalid.getReason() == BasicReason.REVOKED) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    decides.checkServerTrusted(chain, authType, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    decides.checkServerTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    decides.checkClientTrusted(chain, authType, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    decides.checkClientTrusted(chain, authType, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    decides.checkClientTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return decides.getAcceptedIssuers();
  }
}
