// SPDX-License-Identifier: Apache-2.0
/** x. */
@NullMarked
package io.github.pop3reactive.test;

import org.jspecify.annotations.NullMarked;
