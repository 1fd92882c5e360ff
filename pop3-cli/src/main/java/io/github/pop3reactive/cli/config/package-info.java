// SPDX-License-Identifier: Apache-2.0
/** Mailboxes from files and URIs, and where their passwords come from. */
@NullMarked
package io.github.pop3reactive.cli.config;

import org.jspecify.annotations.NullMarked;
