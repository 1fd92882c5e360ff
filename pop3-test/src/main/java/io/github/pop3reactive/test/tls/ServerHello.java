// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.tls;

import io.netty.buffer.ByteBuf;
import java.util.HashMap;
import java.util.Map;

/**
 * What a ServerHello of TLS 1.3 says in clear, on the wire and so whatever the engine (RFC 8446
 * section 4.1.3).
 *
 * @param group the code of the group of the key share, 0 if there is none
 * @param resumed whether a session is resumed (pre_shared_key)
 */
public record ServerHello(int group, boolean resumed) {
  private static final int HANDSHAKE = 22;
  private static final int SERVER_HELLO = 2;
  private static final int KEY_SHARE = 51;
  private static final int PRE_SHARED_KEY = 41;

  /**
   * Reads the first record that a server has sent; leaves the indexes of the buffer alone.
   *
   * @throws IllegalArgumentException if it is no ServerHello
   */
  public static ServerHello of(ByteBuf sent) {
    ByteBuf in = sent.duplicate();
    int record = in.readUnsignedByte();
    in.skipBytes(2 + 2);
    int message = in.readUnsignedByte();
    if (record != HANDSHAKE || message != SERVER_HELLO) {
      throw new IllegalArgumentException("record " + record + ", message " + message);
    }
    in.skipBytes(3 + 2 + 32);
    in.skipBytes(in.readUnsignedByte());
    in.skipBytes(2 + 1);
    ByteBuf extensions = in.readSlice(in.readUnsignedShort());
    Map<Integer, ByteBuf> found = new HashMap<>();
    while (extensions.isReadable()) {
      int type = extensions.readUnsignedShort();
      found.put(type, extensions.readSlice(extensions.readUnsignedShort()));
    }
    ByteBuf share = found.get(KEY_SHARE);
    return new ServerHello(
        share == null ? 0 : share.readUnsignedShort(), found.containsKey(PRE_SHARED_KEY));
  }
}
