// SPDX-License-Identifier: Apache-2.0
/** The {@code demo} command: a server in this process, and mail to take in from it. */
@NullMarked
package io.github.pop3reactive.cli.demo;

import org.jspecify.annotations.NullMarked;
