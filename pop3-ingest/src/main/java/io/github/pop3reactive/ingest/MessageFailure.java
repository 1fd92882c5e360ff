// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import org.jspecify.annotations.Nullable;

/**
 * A message that was not taken in while the poll went on.
 *
 * @param number its message number in that session
 * @param key what identifies it, or null if the server told no unique-id for it
 * @param cause why
 */
public record MessageFailure(int number, @Nullable MessageKey key, IngestException cause) {}
