// SPDX-License-Identifier: Apache-2.0
/**
 * Takes in the mail of many mailboxes.
 *
 * <ol>
 *   <li>Describe each {@link io.github.pop3reactive.ingest.Mailbox}: a client and what becomes of
 *       messages that were taken in.
 *   <li>Say with a {@link io.github.pop3reactive.ingest.MessageHandler} what to do with a message;
 *       the {@code sink} package has two that write files. Its completion is the acknowledgement.
 *   <li>Poll with an {@link io.github.pop3reactive.ingest.Ingestor}, which remembers in a {@link
 *       io.github.pop3reactive.ingest.Ledger} what was acknowledged.
 * </ol>
 *
 * <p><b>At least once.</b> A message is acknowledged, then recorded, then deleted if that was asked
 * for, then the session is committed. A crash at any point repeats at most the messages that were
 * handled but not yet recorded.
 *
 * <p>The packages {@code ledger} and {@code sink} implement what this one declares and are not
 * known to it.
 */
@NullMarked
package io.github.pop3reactive.ingest;

import org.jspecify.annotations.NullMarked;
