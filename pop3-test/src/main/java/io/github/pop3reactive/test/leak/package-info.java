// SPDX-License-Identifier: Apache-2.0
/** Makes a leaked Netty buffer fail the test class that leaked it. */
@NullMarked
package io.github.pop3reactive.test.leak;

import org.jspecify.annotations.NullMarked;
