// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

/**
 * A single negative status line that arrived while no command was outstanding. Servers say so why
 * they are about to close, for example when the session was idle for too long. No request written
 * after it is answered; the next event is the end of the channel, or an exception if anything else
 * is received.
 *
 * @param response the line, with status {@link Pop3Response.Status#ERR}
 */
public record Pop3Goodbye(Pop3Response response) implements Pop3Object {}
