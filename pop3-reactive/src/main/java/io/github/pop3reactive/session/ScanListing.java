// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

/**
 * A scan listing (RFC 1939 section 5): one entry of the answer to LIST.
 *
 * @param number the message number, at least 1, valid in this session only
 * @param octets the size of the message in octets, as the server counts them; servers round it,
 *     count line ends as one octet, or lie; 0 for a negative number
 */
public record ScanListing(int number, long octets) {}
