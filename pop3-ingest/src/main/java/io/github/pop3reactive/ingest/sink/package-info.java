// SPDX-License-Identifier: Apache-2.0
/**
 * Handlers that write messages to files. A message is acknowledged when its file is whole, on disk
 * and under its name; a message that was cut never gets a name.
 */
@NullMarked
package io.github.pop3reactive.ingest.sink;

import org.jspecify.annotations.NullMarked;
