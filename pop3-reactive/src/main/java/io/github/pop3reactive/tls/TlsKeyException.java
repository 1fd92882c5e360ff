// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.tls;

import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/** A private key cannot be had; the message says why, without anything of the key. */
public final class TlsKeyException extends GeneralSecurityException {
  private static final long serialVersionUID = 1L;

  TlsKeyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
