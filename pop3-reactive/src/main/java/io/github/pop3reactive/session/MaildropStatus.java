// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

/**
 * The answer to STAT (RFC 1939 section 5).
 *
 * @param messages how many messages there are, those marked as deleted not counted
 * @param octets the size of the maildrop in octets, as the server counts them; 0 if it tells a
 *     negative number
 */
public record MaildropStatus(int messages, long octets) {}
