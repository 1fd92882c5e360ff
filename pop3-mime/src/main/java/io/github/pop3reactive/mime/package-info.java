// SPDX-License-Identifier: Apache-2.0
/**
 * Messages and headers as Apache James Mime4j objects; begin at {@link
 * io.github.pop3reactive.mime.MimeReader}.
 */
@NullMarked
package io.github.pop3reactive.mime;

import org.jspecify.annotations.NullMarked;
