// SPDX-License-Identifier: Apache-2.0
/** Conversations as readable text, and playing them in every way that a network may cut them. */
@NullMarked
package io.github.pop3reactive.test.transcript;

import org.jspecify.annotations.NullMarked;
