// SPDX-License-Identifier: Apache-2.0
/** A certificate authority in memory and the good and bad certificates that it issues. */
@NullMarked
package io.github.pop3reactive.test.tls;

import org.jspecify.annotations.NullMarked;
