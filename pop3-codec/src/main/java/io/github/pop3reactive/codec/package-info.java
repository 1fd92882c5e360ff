// SPDX-License-Identifier: Apache-2.0
/** x. */
@NullMarked
package io.github.pop3reactive.codec;

import org.jspecify.annotations.NullMarked;
