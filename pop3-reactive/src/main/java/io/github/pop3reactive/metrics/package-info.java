// SPDX-License-Identifier: Apache-2.0
/**
 * What becomes of connections, logins and commands, for Micrometer. Needs {@code micrometer-core}
 * or {@code micrometer-observation} on the class path; nothing else here does.
 */
@NullMarked
package io.github.pop3reactive.metrics;

import org.jspecify.annotations.NullMarked;
