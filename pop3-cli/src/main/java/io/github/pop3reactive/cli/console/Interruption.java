// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.console;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The wish of the user that the command should end, by Ctrl-C or another signal. The process waits,
 * for a while, until the command has closed what it had open; its exit code is then the one that
 * the JVM gives for the signal, 130 for Ctrl-C.
 */
public final class Interruption implements AutoCloseable {
  /** The exit code after Ctrl-C, as shells have it. */
  public static final int EXIT_CODE = 130;

  private static final long PATIENCE_SECONDS = 10;

  private final Sinks.Empty<Void> request = Sinks.empty();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::requestAndWait, "pop3-interruption");
  private volatile boolean requested;

  private Interruption() {}

  /** Begins to listen to the end of the process. */
  public static Interruption onShutdown() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Completes when the command should end. */
  public Mono<Void> requested() {
    return request.asMono();
  }

  /** Returns whether the command should end. */
  public boolean isRequested() {
    return requested;
  }

  /** Asks the command to end. */
  public void request() {
    requested = true;
    request.tryEmitEmpty();
  }

  private void requestAndWait() {
    request();
    try {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("pop3: not everything could be closed in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** To be called when the command has closed everything and said what it had to say. */
  @Override
  public void close() {
    ended.countDown();
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        requested = true;
      }
    }
  }
}
