// SPDX-License-Identifier: Apache-2.0
/** What the program stands on: its streams, the terminal, interruption, the text of failures. */
@NullMarked
package io.github.pop3reactive.cli.console;

import org.jspecify.annotations.NullMarked;
