// SPDX-License-Identifier: Apache-2.0
/** Takes in mail from many mailboxes, at least once and never twice if nothing fails. */
module io.github.pop3reactive.ingest {
  requires static transitive org.jspecify;
  requires transitive io.github.pop3reactive;
  requires java.sql;
  requires org.slf4j;
  requires org.xerial.sqlitejdbc;

  exports io.github.pop3reactive.ingest;
  exports io.github.pop3reactive.ingest.ledger;
  exports io.github.pop3reactive.ingest.sink;
}
