// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of a server are not accepted. The message names the host, the likely cause and
 * the certificates: subject, issuer and dates of each.
 */
public final class UntrustedServerException extends CertificateException {
  private static final long serialVersionUID = 1L;

  /** RFC 5280 section 4.2.1.12. */
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";

  private static final String ANY_USAGE = "2.5.29.37.0";

  private final transient List<X509Certificate> chain;

  UntrustedServerException(
      @Nullable String host, List<X509Certificate> chain, String why, @Nullable Throwable cause) {
    super(
        (host == null ? "the server" : host)
            + " is not trusted: "
            + why
            + "; it shows "
            + chain.stream().map(UntrustedServerException::told).collect(Collectors.joining(", ")),
        cause);
    this.chain = List.copyOf(chain);
  }

  static UntrustedServerException of(
      @Nullable String host, X509Certificate[] chain, CertificateException cause) {
    return new UntrustedServerException(host, Arrays.asList(chain), why(chain, cause), cause);
  }

  /** Returns the certificates, the server's own first; empty after deserialization. */
  public List<X509Certificate> chain() {
    return chain == null ? List.of() : chain;
  }

  private static String told(X509Certificate certificate) {
    return "\""
        + certificate.getSubjectX500Principal()
        + "\" by \""
        + certificate.getIssuerX500Principal()
        + "\" from "
        + certificate.getNotBefore().toInstant()
        + " to "
        + certificate.getNotAfter().toInstant();
  }

  private static String why(X509Certificate[] chain, CertificateException cause) {
    for (X509Certificate certificate : chain) {
      try {
        certificate.checkValidity();
      } catch (CertificateExpiredException e) {
        return "a certificate has expired";
      } catch (CertificateNotYetValidException e) {
        return "a certificate is not valid yet";
      }
    }
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof CertPathBuilderException && at.getCause() == null) {
        return selfSigned(chain) ? "the certificate is self-signed" : "the authority is not known";
      }
    }
    if (!isForServers(chain)) {
      return "the certificate is not for servers (extended key usage)";
    }
    String text = String.valueOf(cause.getMessage());
    return text.contains("subject alternative") || text.contains("name matching")
        ? "the certificate is for another name (" + text + ")"
        : text;
  }

  private static boolean isForServers(X509Certificate[] chain) {
    try {
      List<String> usage = chain.length == 0 ? null : chain[0].getExtendedKeyUsage();
      return usage == null || usage.contains(SERVER_AUTH) || usage.contains(ANY_USAGE);
    } catch (CertificateParsingException e) {
      return true;
    }
  }

  private static boolean selfSigned(X509Certificate[] chain) {
    return chain.length == 1
        && chain[0].getSubjectX500Principal().equals(chain[0].getIssuerX500Principal());
  }
}
