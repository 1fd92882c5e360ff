// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.sasl;

import org.jspecify.annotations.Nullable;

/** What a mechanism may know of the connection that it logs in on. */
public interface SaslContext {

  /** Returns the host that was connected to, by name or address, or null if it is not known. */
  @Nullable String host();

  /** Returns the port that was connected to, or 0 if it is not known. */
  int port();
}
