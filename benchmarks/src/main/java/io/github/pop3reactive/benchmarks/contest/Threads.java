// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What a client that blocks runs on. */
enum Threads {
  PLATFORM,
  VIRTUAL;

  /** The first release with virtual threads. */
  static final int VIRTUAL_SINCE = 21;

  String text() {
    return this == PLATFORM ? "pooled platform threads" : "virtual threads";
  }

  ExecutorService newExecutor(int size) {
    return this == PLATFORM ? Executors.newFixedThreadPool(size) : newVirtual();
  }

  /** The baseline of the build is Java 17. */
  private static ExecutorService newVirtual() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no virtual threads before Java " + VIRTUAL_SINCE, e);
    }
  }
}
