// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import io.netty.handler.codec.DecoderException;

/**
 * The server broke the protocol. What it sent is not interpreted any further; the channel has to be
 * closed. The message quotes at most the first octets of the offending line, escaped.
 */
public final class Pop3CodecException extends DecoderException {
  private static final long serialVersionUID = 1L;

  Pop3CodecException(String message) {
    super(message);
  }
}
