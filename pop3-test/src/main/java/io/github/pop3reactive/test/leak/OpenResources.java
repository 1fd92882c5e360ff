// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.leak;

import io.netty.util.LeakPresenceDetector;
import io.netty.util.LeakPresenceDetector.ResourceScope;
import io.netty.util.ResourceLeakDetectorFactory;

/** The resources that Netty's presence detector counts as open in this JVM. */
final class OpenResources {
  private static final ResourceScope GLOBAL = new GlobalScope().currentScope();

  private OpenResources() {}

  /**
   * Throws IllegalStateException unless Netty was started with the presence detector, as then
   * nothing would be counted.
   */
  static void requireCounting() {
    Object detector = ResourceLeakDetectorFactory.instance().newResourceLeakDetector(Object.class);
    if (!(detector instanceof LeakPresenceDetector)) {
      throw new IllegalStateException(
          "Netty does not count open resources: start the JVM with"
              + " -Dio.netty.customResourceLeakDetector="
              + LeakPresenceDetector.class.getName());
    }
  }

  /** Whether any resource is open now; does not disturb the count. */
  static boolean any() {
    return GLOBAL.hasOpenResources();
  }

  /**
   * Waits until no resource is open, at most for the given time, and starts the count anew. Throws
   * IllegalStateException if some are open still.
   */
  static void awaitNone(long millis) {
    long deadline = System.nanoTime() + millis * 1_000_000;
    while (any() && System.nanoTime() - deadline < 0) {
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    // Only once: the detector's check sets the count to zero, whatever it finds.
    LeakPresenceDetector.check();
  }

  private static final class GlobalScope extends LeakPresenceDetector<Object> {
    GlobalScope() {
      super(Object.class);
    }

    @Override
    protected ResourceScope currentScope() {
      return super.currentScope();
    }
  }
}
