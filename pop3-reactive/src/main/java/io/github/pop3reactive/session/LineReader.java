// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.netty.buffer.ByteBuf;

/** Makes an element of a line in a buffer. */
@FunctionalInterface
interface LineReader<T> {

  /**
   * Reads the line from index {@code from} until before {@code until}, CRLF not included; leaves
   * the indexes of the buffer alone.
   *
   * @throws Pop3ProtocolException if it is no such line
   */
  T read(ByteBuf buffer, int from, int until);
}
