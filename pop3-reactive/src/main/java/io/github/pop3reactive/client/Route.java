// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.netty.resolver.AddressResolverGroup;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import reactor.netty.transport.ProxyProvider;

/**
 * The way to a server, as far as it decides which one answers.
 *
 * @param target the host to connect to, where that is not the one the certificate is for
 */
record Route(
    @Nullable ProxyProvider proxy,
    @Nullable SocketAddress localAddress,
    @Nullable AddressResolverGroup<?> resolver,
    @Nullable Path domainSocket,
    @Nullable String target) {

  static final Route DIRECT = new Route(null, null, null, null, null);

  Route withProxy(@Nullable ProxyProvider value) {
    return new Route(value, localAddress, resolver, domainSocket, target);
  }

  Route withLocalAddress(InetSocketAddress value) {
    return new Route(proxy, value, resolver, domainSocket, target);
  }

  Route withResolver(AddressResolverGroup<?> value) {
    return new Route(proxy, localAddress, value, domainSocket, target);
  }

  Route withDomainSocket(Path value) {
    return new Route(proxy, localAddress, resolver, value, target);
  }

  Route withTarget(@Nullable String value) {
    return new Route(proxy, localAddress, resolver, domainSocket, value);
  }
}
