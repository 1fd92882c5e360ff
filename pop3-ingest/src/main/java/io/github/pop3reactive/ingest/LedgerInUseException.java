// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

/**
 * Another engine, in this process or another, has the ledger. Retryable once that one has ended.
 */
public final class LedgerInUseException extends LedgerException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param ledger what names the ledger, such as its file
   */
  public LedgerInUseException(String ledger) {
    super("the ledger is in use by another engine: " + ledger, null, true);
  }
}
