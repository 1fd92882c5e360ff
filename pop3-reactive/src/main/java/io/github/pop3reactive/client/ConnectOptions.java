// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.netty.resolver.AddressResolverGroup;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import reactor.netty.transport.ProxyProvider;

/**
 * How connections are made. Immutable; each method returns other options. By default: from any
 * local address, straight to the addresses that reactor-netty's resolver finds, and only as secure
 * as asked for.
 *
 * <p>If a host has more than one address, those of IPv6 and IPv4 are tried in turn, in the order of
 * the resolver: the next one 250 ms after the one before, or as soon as that one has failed. The
 * first connection is taken and the others are closed (RFC 8305). {@link
 * io.github.pop3reactive.session.SessionOptions#connectTimeout()} is for each of them.
 */
public final class ConnectOptions {

  /** The defaults. */
  public static final ConnectOptions DEFAULT =
      new ConnectOptions(Route.DIRECT, Duration.ZERO, List.of(), StlsPolicy.ALWAYS_SECURE);

  private final Route route;
  private final Duration timeout;
  private final List<InetSocketAddress> nameServers;
  private final StlsPolicy stlsPolicy;

  private ConnectOptions(
      Route route, Duration timeout, List<InetSocketAddress> nameServers, StlsPolicy stlsPolicy) {
    this.route = route;
    this.timeout = timeout;
    this.nameServers = nameServers;
    this.stlsPolicy = stlsPolicy;
  }

  /**
   * Connects through this proxy, SOCKS 4, SOCKS 5 or HTTP with CONNECT, except to the hosts that it
   * excludes. The proxy looks up the host. TLS is between client and server; the proxy itself is
   * spoken to in clear, and so are its user and password. A proxy that refuses, or does not reach
   * the server, is a {@link io.github.pop3reactive.session.Pop3ConnectionException}. The deadlines
   * are its own, {@code connectTimeoutMillis}, and that of the TLS handshake, which runs from the
   * connection to the proxy.
   *
   * <pre>
   * ProxyProvider.builder().type(Proxy.SOCKS5).host("proxy.example.org").port(1080).build()
   * </pre>
   */
  public ConnectOptions proxy(ProxyProvider proxy) {
    return with(route.withProxy(proxy));
  }

  /** Connects from this address; port 0 for any. Not for domain sockets. */
  public ConnectOptions localAddress(InetSocketAddress local) {
    return with(route.withLocalAddress(local));
  }

  /** Looks up hosts with this resolver instead of reactor-netty's. The caller closes it. */
  public ConnectOptions resolver(AddressResolverGroup<?> resolver) {
    return with(route.withResolver(resolver));
  }

  /**
   * Connects to the Unix domain socket at this path instead of host and port, and without a proxy;
   * the host is still the one that the certificate has to be for. Needs Linux and reactor-netty's
   * native transport.
   */
  public ConnectOptions domainSocket(Path path) {
    return with(route.withDomainSocket(path));
  }

  /**
   * Bounds the whole of {@link Pop3Client#connect()}, from the subscription to the end of the login
   * and over all servers that are tried, in addition to the deadlines of the parts. When it passes,
   * what was opened is closed and {@link io.github.pop3reactive.session.Pop3TimeoutException}
   * reported, whose command is null.
   *
   * @param timeout zero for none, which is the default
   * @throws IllegalArgumentException if it is negative
   */
  public ConnectOptions timeout(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("a negative timeout");
    }
    return new ConnectOptions(route, timeout, nameServers, stlsPolicy);
  }

  /** Asks these name servers for {@link Pop3Client#discover} instead of those of the system. */
  public ConnectOptions nameServers(InetSocketAddress... servers) {
    return new ConnectOptions(route, timeout, List.of(servers), stlsPolicy);
  }

  /**
   * Asks this policy when a server cannot be secured with STLS; by default {@link
   * StlsPolicy#ALWAYS_SECURE}. Not asked for servers that {@link Pop3Client#discover} has found.
   */
  public ConnectOptions stlsPolicy(StlsPolicy policy) {
    return new ConnectOptions(route, timeout, nameServers, policy);
  }

  ConnectOptions with(Route changed) {
    return new ConnectOptions(changed, timeout, nameServers, stlsPolicy);
  }

  Route route() {
    return route;
  }

  Duration timeout() {
    return timeout;
  }

  List<InetSocketAddress> nameServers() {
    return nameServers;
  }

  StlsPolicy stlsPolicy() {
    return stlsPolicy;
  }
}
