// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.mime;

import java.io.IOException;
import java.io.InputStream;

/** What Mime4j makes of a stream. */
@FunctionalInterface
interface MimeParser<T> {
  T parse(InputStream stream) throws IOException;
}
