// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.session.WireEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who is told what goes on. */
record Watching(@Nullable Consumer<? super WireEvent> wiretap, Observers observers) {
  static final Watching NONE = new Watching(null, Observers.NONE);

  Watching withWiretap(@Nullable Consumer<? super WireEvent> value) {
    return new Watching(value, observers);
  }

  Watching with(ClientObserver observer) {
    return new Watching(wiretap, observers.with(observer));
  }
}
