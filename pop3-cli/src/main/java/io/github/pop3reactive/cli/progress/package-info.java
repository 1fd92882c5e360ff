// SPDX-License-Identifier: Apache-2.0
/** What is shown while mailboxes are polled, on a terminal and elsewhere. */
@NullMarked
package io.github.pop3reactive.cli.progress;

import org.jspecify.annotations.NullMarked;
