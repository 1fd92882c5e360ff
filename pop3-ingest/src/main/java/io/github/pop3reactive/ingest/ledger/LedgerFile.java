// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest.ledger;

import io.github.pop3reactive.ingest.LedgerException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/** The SQLite file: how it is opened and what is in it. */
record LedgerFile(Path path) {
  /** "POP3" in US-ASCII. */
  private static final int APPLICATION_ID = 0x504f5033;

  private static final int SCHEMA_VERSION = 1;
  private static final int BUSY_TIMEOUT_MILLIS = 10_000;

  Connection openForWriting() throws SQLException {
    SQLiteConfig config = config();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    Connection connection = config.createConnection(url());
    boolean usable = false;
    try {
      prepareSchema(connection);
      connection.setAutoCommit(false);
      usable = true;
      return connection;
    } finally {
      if (!usable) {
        connection.close();
      }
    }
  }

  Connection openForReading() throws SQLException {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    return config.createConnection(url());
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    return config;
  }

  /** As a URI, for the driver takes a question mark in a path for the start of options. */
  private String url() {
    return "jdbc:sqlite:" + path.toUri();
  }

  private void prepareSchema(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int application = number(statement, "PRAGMA application_id");
      int version = number(statement, "PRAGMA user_version");
      if (application == APPLICATION_ID && version == SCHEMA_VERSION) {
        return;
      }
      if (application == APPLICATION_ID) {
        throw new LedgerException(
            path + " has schema version " + version + ", known is " + SCHEMA_VERSION, null, false);
      }
      if (number(statement, "SELECT count(*) FROM sqlite_schema") > 0) {
        throw new LedgerException(path + " is a database, but no ledger", null, false);
      }
      createSchema(statement);
    }
  }

  private static int number(Statement statement, String query) throws SQLException {
    try (ResultSet result = statement.executeQuery(query)) {
      return result.getInt(1);
    }
  }

  private static void createSchema(Statement statement) throws SQLException {
    statement.execute("BEGIN IMMEDIATE");
    statement.execute(
        """
        CREATE TABLE message (
          mailbox TEXT NOT NULL,
          unique_id BLOB NOT NULL,
          occurrence INTEGER NOT NULL,
          octets INTEGER NOT NULL,
          acknowledged_at INTEGER NOT NULL,
          PRIMARY KEY (mailbox, unique_id, occurrence)
        ) STRICT, WITHOUT ROWID
        """);
    statement.execute("PRAGMA application_id = " + APPLICATION_ID);
    statement.execute("PRAGMA user_version = " + SCHEMA_VERSION);
    statement.execute("COMMIT");
  }
}
