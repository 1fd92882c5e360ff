// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import io.github.pop3reactive.session.Pop3ResponseException;

/**
 * The server refused to give out this message and went on with the session. Never raised for a
 * refusal with a SYS code or one behind which the connection ended. Retryable: the next session may
 * get it.
 */
public final class MessageRefusedException extends IngestException {
  private static final long serialVersionUID = 1L;

  MessageRefusedException(Pop3ResponseException refusal) {
    super(refusal.getMessage(), refusal);
  }

  @Override
  public boolean isRetryable() {
    return true;
  }
}
