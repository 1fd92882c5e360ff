// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.sasl;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was given when the connection was made. */
record KnownPeer(@Nullable String host, int port) implements SaslContext {
  @Override
  public byte @Nullable [] channelBinding(String type) {
    return null;
  }

  @Override
  public Set<String> announced() {
    return Set.of();
  }
}
