// SPDX-License-Identifier: Apache-2.0
/** The {@code ingest} command: one poll of every mailbox, and what is said about it. */
@NullMarked
package io.github.pop3reactive.cli.ingest;

import org.jspecify.annotations.NullMarked;
