// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.sasl.SaslContext;
import io.github.pop3reactive.tls.ChannelBindings;
import java.util.Set;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** What is known of the server and its connection when a login begins. */
record LoginContext(SaslContext peer, @Nullable SSLSession tls, Set<String> announced)
    implements SaslContext {
  @Override
  public @Nullable String host() {
    return peer.host();
  }

  @Override
  public int port() {
    return peer.port();
  }

  @Override
  public byte @Nullable [] channelBinding(String type) {
    return tls == null ? null : ChannelBindings.of(tls, type);
  }
}
