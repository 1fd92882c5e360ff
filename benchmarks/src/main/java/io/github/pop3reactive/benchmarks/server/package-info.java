// SPDX-License-Identifier: Apache-2.0
/** The canned server: prebuilt replies, as fast as one thread and the kernel allow. */
@NullMarked
package io.github.pop3reactive.benchmarks.server;

import org.jspecify.annotations.NullMarked;
