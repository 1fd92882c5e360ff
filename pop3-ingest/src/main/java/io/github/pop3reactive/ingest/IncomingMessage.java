// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import io.github.pop3reactive.session.MessageBody;

/**
 * A message that is to be taken in.
 *
 * @param mailbox the id of its mailbox
 * @param key what identifies it there
 * @param number its message number, which is valid in this session only
 * @param octets its size as the server listed it, which need not be true
 * @param body its content. Subscribing retrieves it; that can be done once, and not after the
 *     handler has ended. A further subscription fails with {@link IllegalStateException}
 */
public record IncomingMessage(
    String mailbox, MessageKey key, int number, long octets, MessageBody body) {}
