// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

/**
 * A message that was not taken in while the poll went on.
 *
 * @param number its message number in that session
 * @param key what identifies it
 * @param cause why
 */
public record MessageFailure(int number, MessageKey key, IngestException cause) {}
