// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

/**
 * Anything that {@link Pop3ClientCodec} hands to the next handler. {@link Pop3Content} is reference
 * counted and belongs to the receiver.
 */
public sealed interface Pop3Object permits Pop3Response, Pop3Goodbye, Pop3Content {}
