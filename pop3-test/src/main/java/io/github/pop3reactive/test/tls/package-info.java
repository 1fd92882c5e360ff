// SPDX-License-Identifier: Apache-2.0
/**
 * A certificate authority in memory, the good and bad certificates that it issues, and TLS without
 * a network.
 */
@NullMarked
package io.github.pop3reactive.test.tls;

import org.jspecify.annotations.NullMarked;
