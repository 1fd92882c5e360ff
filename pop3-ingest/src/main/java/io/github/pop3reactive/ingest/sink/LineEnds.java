// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest.sink;

/** What lines of a message end with in its file. */
public enum LineEnds {
  /** CRLF as LF, as is the custom on Unix; a CR or LF that stands alone is kept. */
  LF,

  /** The octets as they were transported, with CRLF. */
  AS_TRANSPORTED
}
