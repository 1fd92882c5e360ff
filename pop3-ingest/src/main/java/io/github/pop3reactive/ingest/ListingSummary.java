// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

/**
 * What a poll found in the maildrop.
 *
 * @param messages how many messages are listed
 * @param octets their octets, as the server counts them
 * @param newMessages how many of them are not in the ledger
 * @param newOctets the octets of those
 */
public record ListingSummary(long messages, long octets, long newMessages, long newOctets) {
  static final ListingSummary NONE = new ListingSummary(0, 0, 0, 0);
}
