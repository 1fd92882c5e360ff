// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpResources;

/** Asks the DNS for the servers of a service. */
final class SrvLookup {
  private final @Nullable LoopResources loops;
  private final List<InetSocketAddress> nameServers;

  /** Asks these name servers, or those of the system if there are none. */
  SrvLookup(@Nullable LoopResources loops, List<InetSocketAddress> nameServers) {
    this.loops = loops;
    this.nameServers = nameServers;
  }

  /**
   * Returns the records of this name, or the failure of the lookup, which is also that there are
   * none.
   */
  Mono<List<SrvRecord>> of(String name) {
    // The list of the system's name servers is a file.
    return Mono.<List<SrvRecord>>create(sink -> ask(name, sink))
        .subscribeOn(Schedulers.boundedElastic());
  }

  private void ask(String name, MonoSink<List<SrvRecord>> sink) {
    DnsNameResolver resolver = newResolver();
    resolver
        .resolveAll(new DefaultDnsQuestion(name + ".", DnsRecordType.SRV))
        .addListener(
            (FutureListener<List<DnsRecord>>)
                answer -> {
                  resolver.close();
                  tell(answer, sink);
                });
  }

  private DnsNameResolver newResolver() {
    LoopResources used = loops == null ? TcpResources.get() : loops;
    EventLoopGroup group = used.onClient(LoopResources.DEFAULT_NATIVE);
    DnsNameResolverBuilder builder =
        new DnsNameResolverBuilder(group.next())
            .datagramChannelType(used.onChannelClass(DatagramChannel.class, group))
            .socketChannelType(used.onChannelClass(SocketChannel.class, group));
    if (!nameServers.isEmpty()) {
      builder.nameServerProvider(new SequentialDnsServerAddressStreamProvider(nameServers));
    }
    return builder.build();
  }

  private static void tell(Future<List<DnsRecord>> answer, MonoSink<List<SrvRecord>> sink) {
    if (!answer.isSuccess()) {
      sink.error(answer.cause());
      return;
    }
    List<SrvRecord> read = new ArrayList<>();
    try {
      for (DnsRecord record : answer.getNow()) {
        if (record instanceof DnsRawRecord raw && raw.type().equals(DnsRecordType.SRV)) {
          read.add(SrvRecord.read(raw.content(), raw.timeToLive()));
        }
      }
      sink.success(read);
    } catch (RuntimeException e) {
      sink.error(e);
    } finally {
      answer.getNow().forEach(ReferenceCountUtil::release);
    }
  }
}
