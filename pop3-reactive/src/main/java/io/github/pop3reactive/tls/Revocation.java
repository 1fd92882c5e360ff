// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.tls;

/**
 * Whether a certificate may have been revoked. Checked by the trust manager of the JDK (or of the
 * {@link TlsOptions#provider}): by the OCSP response that the server has stapled, which the JDK's
 * engine asks for, else by asking the authority's OCSP service or list, off the event loop. With
 * BoringSSL the authority is always asked.
 */
public enum Revocation {
  /** Not checked. */
  UNCHECKED,

  /** A revoked certificate is refused, one of which nothing can be learnt is not. */
  IF_KNOWN,

  /** A certificate is refused unless it is known that it is not revoked. */
  REQUIRED
}
