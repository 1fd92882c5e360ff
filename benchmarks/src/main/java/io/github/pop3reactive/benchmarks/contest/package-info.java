// SPDX-License-Identifier: Apache-2.0
/** The clients that are compared, and the process each of them runs in. */
@NullMarked
package io.github.pop3reactive.benchmarks.contest;

import org.jspecify.annotations.NullMarked;
