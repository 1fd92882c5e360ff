// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

/**
 * A reply that is due.
 *
 * @param shape how it is to be read
 * @param octetsBefore how many octets had been received when its request was written: it cannot
 *     begin among them
 */
record DueReply(ReplyShape shape, long octetsBefore) {}
