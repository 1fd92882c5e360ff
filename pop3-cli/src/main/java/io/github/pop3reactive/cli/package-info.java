// SPDX-License-Identifier: Apache-2.0
/** The command line: {@code ingest}, {@code list}, {@code fetch} and {@code demo}. */
@NullMarked
package io.github.pop3reactive.cli;

import org.jspecify.annotations.NullMarked;
