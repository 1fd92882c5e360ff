// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.tls.UntrustedServerException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** From a handshake that failed to what is reported, with the host and the likely cause. */
final class TlsFailures {
  /** Of a chain of certificates, whose names the server has chosen. */
  private static final int MOST_CHARACTERS = 1000;

  private TlsFailures() {}

  static Pop3Exception of(@Nullable Exchange head, Throwable cause, String peer, Duration timeout) {
    Pop3Command command = head == null ? null : head.command();
    if (cause instanceof SslHandshakeTimeoutException) {
      return new Pop3TimeoutException(command, "the TLS handshake", timeout);
    }
    if (cause instanceof ClosedChannelException
        || (cause instanceof IOException && !(cause instanceof SSLException))) {
      return new Pop3ConnectionException(
          command, true, "connection lost within the TLS handshake with " + peer, cause);
    }
    return new Pop3TlsException(
        command, "the TLS handshake with " + peer + " failed: " + likely(cause), cause);
  }

  private static String likely(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof UntrustedServerException untrusted) {
        return Pop3Exception.shown(String.valueOf(untrusted.getMessage()), MOST_CHARACTERS);
      }
      if (at instanceof NotSslRecordException) {
        return "the server does not speak TLS there; the port may be another one, or STLS is wanted";
      }
    }
    String told = Pop3Exception.shown(String.valueOf(cause.getMessage()));
    return told.contains("protocol_version") ? "no version of TLS in common (" + told + ")" : told;
  }
}
