// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import io.github.pop3reactive.session.CommitOutcome;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a poll did.
 *
 * @param mailbox the id of the mailbox
 * @param listing what was in the maildrop; zeros if it was not listed
 * @param delivered how many messages were acknowledged and recorded
 * @param deliveredOctets how many octets of those were retrieved
 * @param failures the messages that were not taken in while the poll went on; at most {@value
 *     #MAX_FAILURES} of them are kept
 * @param failed how many messages that were
 * @param deleted how many messages are known to have been removed from the maildrop
 * @param undeleted how many messages should have been removed and are not known to be: the server
 *     refused, or the outcome is not {@link CommitOutcome#COMMITTED}. They are recorded, and the
 *     next poll deletes those that are still listed
 * @param commit the outcome of QUIT, or null if QUIT was not sent
 * @param failure why the poll did not come to its end, or null if it did
 * @param elapsed how long it took
 */
public record PollResult(
    String mailbox,
    ListingSummary listing,
    long delivered,
    long deliveredOctets,
    List<MessageFailure> failures,
    long failed,
    long deleted,
    long undeleted,
    @Nullable CommitOutcome commit,
    @Nullable IngestException failure,
    Duration elapsed) {

  /** How many failures of messages a result keeps. */
  public static final int MAX_FAILURES = 1000;

  /** Takes a copy of the failures. */
  public PollResult {
    failures = List.copyOf(failures);
  }

  /** Returns whether everything that was listed is taken in, now or before. */
  public boolean isComplete() {
    return failure == null && failed == 0;
  }
}
