// SPDX-License-Identifier: Apache-2.0
/** One run of all clients against the canned server, interleaved, and what is told of it. */
@NullMarked
package io.github.pop3reactive.benchmarks.sidebyside;

import org.jspecify.annotations.NullMarked;
