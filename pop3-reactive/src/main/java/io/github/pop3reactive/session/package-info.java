// SPDX-License-Identifier: Apache-2.0
/**
 * One conversation with one mailbox on one connection.
 *
 * <ol>
 *   <li>Every method of {@link io.github.pop3reactive.session.Pop3Session} returns a cold
 *       publisher; subscribing queues the command.
 *   <li>Bodies are {@link io.github.pop3reactive.session.MessageBody}s: chunks that arrive as fast
 *       as they are requested, and not faster.
 *   <li>Deletions take effect with {@link io.github.pop3reactive.session.Pop3Session#quit()} only,
 *       and its outcome says whether they did.
 * </ol>
 *
 * <p>Every failure of a command is a {@link io.github.pop3reactive.session.Pop3Exception}.
 */
@NullMarked
package io.github.pop3reactive.session;

import org.jspecify.annotations.NullMarked;
