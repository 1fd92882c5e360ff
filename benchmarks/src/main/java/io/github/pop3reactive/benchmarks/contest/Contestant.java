// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

/** A client that is compared. */
public interface Contestant extends AutoCloseable {

  /** Returns how it is set up, for the report. */
  String settings();

  /** Reads all messages of all mailboxes of the job and tells the tally what it received. */
  void run(Job job, Tally tally) throws Exception;

  /** Tells the tally what was left in files by {@link #run}; not part of the measured time. */
  default void collect(Job job, Tally tally) throws Exception {}

  /** Opens so many sessions that are logged in; closing what is returned closes them. */
  default AutoCloseable hold(Job job, int sessions) throws Exception {
    throw new UnsupportedOperationException("holds no sessions");
  }

  /** Returns whether the processor time is that of processes started by this one. */
  default boolean runsInChildren() {
    return false;
  }

  @Override
  default void close() {}
}
