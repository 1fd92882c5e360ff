// SPDX-License-Identifier: Apache-2.0
/** How a connection is secured: trust, identity and the engine of TLS. */
@NullMarked
package io.github.pop3reactive.tls;

import org.jspecify.annotations.NullMarked;
