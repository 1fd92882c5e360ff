// SPDX-License-Identifier: Apache-2.0
/**
 * Credentials, and the mechanisms that prove them (RFC 4422, RFC 5034). A mechanism of your own
 * implements {@link io.github.pop3reactive.sasl.SaslMechanism}.
 */
@NullMarked
package io.github.pop3reactive.sasl;

import org.jspecify.annotations.NullMarked;
