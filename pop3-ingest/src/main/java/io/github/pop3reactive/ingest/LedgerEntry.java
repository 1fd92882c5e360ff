// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import java.time.Instant;

/**
 * What a ledger knows of a message that was acknowledged.
 *
 * @param key the message
 * @param octets its size as the server listed it
 * @param acknowledgedAt when; kept to the millisecond
 */
public record LedgerEntry(MessageKey key, long octets, Instant acknowledgedAt) {}
