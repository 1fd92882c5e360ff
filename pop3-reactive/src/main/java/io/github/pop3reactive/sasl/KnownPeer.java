// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.sasl;

import org.jspecify.annotations.Nullable;

/** What was given when the connection was made. */
record KnownPeer(@Nullable String host, int port) implements SaslContext {}
