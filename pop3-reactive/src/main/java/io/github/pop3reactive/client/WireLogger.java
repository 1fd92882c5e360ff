// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.session.WireEvent;
import io.netty.handler.logging.LogLevel;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Writes what goes over the wire into a log. */
record WireLogger(Logger logger, Level level) implements Consumer<WireEvent> {

  static WireLogger of(String category, LogLevel level) {
    return new WireLogger(LoggerFactory.getLogger(category), Level.valueOf(level.name()));
  }

  @Override
  public void accept(WireEvent event) {
    logger.atLevel(level).log("{}", event);
  }
}
