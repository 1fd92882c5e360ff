// SPDX-License-Identifier: Apache-2.0
/** Messages and headers as Apache James Mime4j objects. */
module io.github.pop3reactive.mime {
  requires static transitive org.jspecify;
  requires transitive io.github.pop3reactive;
  requires transitive apache.mime4j.core;
  requires transitive apache.mime4j.dom;
  requires org.apache.commons.io;

  exports io.github.pop3reactive.mime;
}
