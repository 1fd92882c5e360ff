// SPDX-License-Identifier: Apache-2.0
/** A reactive POP3 client: one conversation with one mailbox. */
module io.github.pop3reactive {
  requires static transitive org.jspecify;
  requires transitive io.github.pop3reactive.codec;
  requires transitive io.netty.buffer;
  requires transitive io.netty.handler;
  requires transitive io.netty.resolver;
  requires transitive io.netty.transport;
  requires transitive org.reactivestreams;
  requires transitive reactor.core;
  requires transitive reactor.netty.core;
  requires com.ongres.saslprep;
  requires com.ongres.scram.client;
  requires io.netty.codec;
  requires io.netty.codec.dns;
  requires io.netty.common;
  requires io.netty.handler.proxy;
  requires io.netty.resolver.dns;
  requires io.netty.transport.unix.common;
  requires java.logging;
  requires java.security.sasl;
  requires org.slf4j;
  requires static micrometer.core;
  requires static micrometer.observation;
  requires static org.bouncycastle.pkix;
  requires static org.bouncycastle.provider;

  exports io.github.pop3reactive.client;
  exports io.github.pop3reactive.metrics;
  exports io.github.pop3reactive.sasl;
  exports io.github.pop3reactive.session;
  exports io.github.pop3reactive.tls;
}
