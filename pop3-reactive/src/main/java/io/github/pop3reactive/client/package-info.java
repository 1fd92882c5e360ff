// SPDX-License-Identifier: Apache-2.0
/**
 * Where connections come from.
 *
 * <ol>
 *   <li>Describe the server and the account with an immutable {@link
 *       io.github.pop3reactive.client.Pop3Client}.
 *   <li>Use a mailbox with {@link io.github.pop3reactive.client.Pop3Client#withSession}, which
 *       quits and thereby commits deletions, or take a session with {@link
 *       io.github.pop3reactive.client.Pop3Client#connect} and end it yourself.
 *   <li>Everything in between is the {@link io.github.pop3reactive.session.Pop3Session}.
 * </ol>
 */
@NullMarked
package io.github.pop3reactive.client;

import org.jspecify.annotations.NullMarked;
