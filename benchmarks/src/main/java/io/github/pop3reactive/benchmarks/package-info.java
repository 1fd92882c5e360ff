// SPDX-License-Identifier: Apache-2.0
/** Where everything begins: JMH, or the side-by-side run. */
@NullMarked
package io.github.pop3reactive.benchmarks;

import org.jspecify.annotations.NullMarked;
