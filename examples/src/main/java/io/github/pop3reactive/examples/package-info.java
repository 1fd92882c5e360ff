// SPDX-License-Identifier: Apache-2.0
/**
 * Programs of one screen each. They take a URI, {@code pop3s://user@host:port}, and the password
 * from the environment variable {@code POP3_PASSWORD}; {@code POP3_TRUST} may name a file with the
 * certificates to trust.
 */
@NullMarked
package io.github.pop3reactive.examples;

import org.jspecify.annotations.NullMarked;
