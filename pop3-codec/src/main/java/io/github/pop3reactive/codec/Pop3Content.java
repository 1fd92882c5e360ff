// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.DefaultByteBufHolder;

/**
 * A part of the body of a multi-line reply: dot-unstuffed octets as they are in the message, line
 * ends included. Parts are cut at line ends, except within a line that is longer than {@link
 * Pop3CodecConfig#maxLineOctets()} and where {@link Pop3CodecConfig#maxBodyOctets()} is exceeded.
 * The receiver owns it and releases it.
 */
public sealed class Pop3Content extends DefaultByteBufHolder implements Pop3Object
    permits LastPop3Content {

  /** Takes over {@code content}, one reference to it. */
  public Pop3Content(ByteBuf content) {
    super(content);
  }

  @Override
  public Pop3Content replace(ByteBuf content) {
    return new Pop3Content(content);
  }

  @Override
  public Pop3Content copy() {
    return (Pop3Content) super.copy();
  }

  @Override
  public Pop3Content duplicate() {
    return (Pop3Content) super.duplicate();
  }

  @Override
  public Pop3Content retainedDuplicate() {
    return (Pop3Content) super.retainedDuplicate();
  }

  @Override
  public Pop3Content retain() {
    super.retain();
    return this;
  }

  @Override
  public Pop3Content retain(int increment) {
    super.retain(increment);
    return this;
  }

  @Override
  public Pop3Content touch() {
    super.touch();
    return this;
  }

  @Override
  public Pop3Content touch(Object hint) {
    super.touch(hint);
    return this;
  }
}
