// SPDX-License-Identifier: Apache-2.0
/** Ledgers that outlive the process. */
@NullMarked
package io.github.pop3reactive.ingest.ledger;

import org.jspecify.annotations.NullMarked;
