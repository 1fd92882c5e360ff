// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Finds the addresses that it was made with for any name, without looking. */
final class LoopbackResolver extends AddressResolverGroup<InetSocketAddress> {
  private final List<InetAddress> addresses = new ArrayList<>();

  LoopbackResolver() {
    addresses.add(InetAddress.getLoopbackAddress());
  }

  LoopbackResolver(String... literals) throws UnknownHostException {
    for (String literal : literals) {
      addresses.add(InetAddress.getByName(literal));
    }
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new InetNameResolver(executor) {
      @Override
      protected void doResolve(String name, Promise<InetAddress> promise) {
        promise.setSuccess(addresses.get(0));
      }

      @Override
      protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
        promise.setSuccess(addresses);
      }
    }.asAddressResolver();
  }
}
