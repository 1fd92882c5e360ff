// SPDX-License-Identifier: Apache-2.0
/** The commands for one mailbox: {@code list} and {@code fetch}. */
@NullMarked
package io.github.pop3reactive.cli.mailbox;

import org.jspecify.annotations.NullMarked;
