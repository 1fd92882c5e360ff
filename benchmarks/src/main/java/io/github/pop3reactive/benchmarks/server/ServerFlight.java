// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.server;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Tells from the first flight of a TLS server whether the handshake is full. In TLS 1.3 it is
 * resumed if and only if the ServerHello has the extension pre_shared_key (RFC 8446 section
 * 4.2.11); in TLS 1.2 it is full if and only if ServerHello is followed by Certificate (RFC 5246
 * section 7.3).
 */
final class ServerFlight {
  private static final int RECORD_HEADER = 5;
  private static final int MESSAGE_HEADER = 4;
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int HANDSHAKE = 22;
  private static final int SERVER_HELLO = 2;
  private static final int CERTIFICATE = 11;
  private static final int PRE_SHARED_KEY = 41;
  private static final int SUPPORTED_VERSIONS = 43;
  private static final int RANDOM_OCTETS = 32;

  /** The first octets of the random that makes a ServerHello a HelloRetryRequest. */
  private static final long RETRY = 0xCF21AD74E59A6111L;

  enum Kind {
    UNDECIDED,
    FULL,
    RESUMED
  }

  private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
  private Kind kind = Kind.UNDECIDED;

  Kind kind() {
    return kind;
  }

  boolean isUndecided() {
    return kind == Kind.UNDECIDED;
  }

  /** Adds what the server sends next, cut anywhere. */
  void add(byte[] octets) {
    wire.writeBytes(octets);
    kind = decide(ByteBuffer.wrap(wire.toByteArray()));
  }

  private static Kind decide(ByteBuffer in) {
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    boolean cipherChanged = false;
    while (in.remaining() >= RECORD_HEADER && !cipherChanged) {
      int type = in.get() & 0xff;
      in.getShort();
      int length = in.getShort() & 0xffff;
      if (in.remaining() < length) {
        break;
      }
      byte[] content = new byte[length];
      in.get(content);
      if (type == HANDSHAKE) {
        messages.writeBytes(content);
      }
      cipherChanged = type == CHANGE_CIPHER_SPEC && !isRetry(messages.toByteArray());
    }
    return decide(ByteBuffer.wrap(messages.toByteArray()), cipherChanged);
  }

  /** A HelloRetryRequest may be followed by a ChangeCipherSpec that means nothing. */
  private static boolean isRetry(byte[] messages) {
    int random = MESSAGE_HEADER + 2;
    return messages.length >= random + Long.BYTES
        && (messages[1] | messages[2]) == 0
        && messages.length == MESSAGE_HEADER + (((messages[2] & 0xff) << 8) | (messages[3] & 0xff))
        && ByteBuffer.wrap(messages).getLong(random) == RETRY;
  }

  private static Kind decide(ByteBuffer messages, boolean cipherChanged) {
    boolean greeted = false;
    while (messages.remaining() >= MESSAGE_HEADER) {
      int header = messages.getInt();
      int type = header >>> 24;
      int length = header & 0xffffff;
      if (messages.remaining() < length) {
        return Kind.UNDECIDED;
      }
      ByteBuffer body = messages.slice(messages.position(), length);
      messages.position(messages.position() + length);
      if (type == SERVER_HELLO && body.getLong(2) != RETRY) {
        greeted = true;
        Extensions extensions = Extensions.of(body);
        if (extensions.versions) {
          return extensions.preSharedKey ? Kind.RESUMED : Kind.FULL;
        }
      } else if (type == CERTIFICATE) {
        return Kind.FULL;
      }
    }
    return greeted && cipherChanged ? Kind.RESUMED : Kind.UNDECIDED;
  }

  private record Extensions(boolean versions, boolean preSharedKey) {

    static Extensions of(ByteBuffer hello) {
      hello.position(2 + RANDOM_OCTETS);
      int sessionId = hello.get() & 0xff;
      hello.position(hello.position() + sessionId + 3);
      boolean versions = false;
      boolean preSharedKey = false;
      if (hello.remaining() >= 2) {
        hello.getShort();
      }
      while (hello.remaining() >= 4) {
        int type = hello.getShort() & 0xffff;
        int length = hello.getShort() & 0xffff;
        versions |= type == SUPPORTED_VERSIONS;
        preSharedKey |= type == PRE_SHARED_KEY;
        hello.position(hello.position() + length);
      }
      return new Extensions(versions, preSharedKey);
    }
  }
}
