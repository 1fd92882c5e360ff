// SPDX-License-Identifier: Apache-2.0
/** POP3 on the wire: bytes to protocol objects and back, on Netty alone. */
module io.github.pop3reactive.codec {
  requires static transitive org.jspecify;
  requires transitive io.netty.buffer;
  requires transitive io.netty.transport;
  requires transitive io.netty.codec;
  requires io.netty.common;

  exports io.github.pop3reactive.codec;
}
