// SPDX-License-Identifier: Apache-2.0
/**
 * POP3 (RFC 1939, 2449, 2595, 5034) as Netty handlers.
 *
 * <ol>
 *   <li>Put {@link io.github.pop3reactive.codec.Pop3LineDecoder} and {@link
 *       io.github.pop3reactive.codec.Pop3ClientCodec} behind each other into the pipeline of a
 *       client channel.
 *   <li>Write {@link io.github.pop3reactive.codec.Pop3Request}s, made by {@link
 *       io.github.pop3reactive.codec.Pop3Requests}. Several may be written before the first reply.
 *   <li>Read {@link io.github.pop3reactive.codec.Pop3Object}s: for each request one {@link
 *       io.github.pop3reactive.codec.Pop3Response} and, behind a positive response to a multi-line
 *       command, {@link io.github.pop3reactive.codec.Pop3Content}s up to and including one {@link
 *       io.github.pop3reactive.codec.LastPop3Content}.
 * </ol>
 *
 * Any failure of the protocol is fired as an exception, {@link
 * io.github.pop3reactive.codec.Pop3CodecException} or {@link
 * io.netty.handler.codec.TooLongFrameException}; after it nothing more is decoded and the channel
 * has to be closed.
 */
@NullMarked
package io.github.pop3reactive.codec;

import org.jspecify.annotations.NullMarked;
