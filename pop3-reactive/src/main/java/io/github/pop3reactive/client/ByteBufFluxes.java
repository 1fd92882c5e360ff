// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.session.MessageBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.netty.ByteBufFlux;
import reactor.util.context.Context;

/** The bridge from bodies to the operators of reactor-netty. */
public final class ByteBufFluxes {
  private ByteBufFluxes() {}

  /**
   * Returns the body as reactor-netty hands out what it receives: a chunk is valid while {@code
   * onNext} runs and is released afterwards. Who keeps it, or passes it to another thread, calls
   * {@link ByteBufFlux#retain()} first and releases it then.
   */
  public static ByteBufFlux of(MessageBody body) {
    return ByteBufFlux.fromInbound(
        body.transform(Operators.<ByteBuf, ByteBuf>lift((source, actual) -> new Lending(actual))),
        ByteBufAllocator.DEFAULT);
  }

  /** Lends each chunk for the time of {@code onNext}. */
  private record Lending(CoreSubscriber<? super ByteBuf> actual)
      implements CoreSubscriber<ByteBuf> {
    @Override
    public void onSubscribe(Subscription subscription) {
      actual.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuf chunk) {
      try {
        actual.onNext(chunk);
      } finally {
        chunk.release();
      }
    }

    @Override
    public void onError(Throwable error) {
      actual.onError(error);
    }

    @Override
    public void onComplete() {
      actual.onComplete();
    }

    @Override
    public Context currentContext() {
      return actual.currentContext();
    }
  }
}
