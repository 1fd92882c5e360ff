// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.leak;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails a test class that leaves a Netty buffer (or another resource that Netty tracks) unreleased.
 *
 * <p>JUnit finds it by itself once this module is on the class path. It counts with {@link
 * io.netty.util.LeakPresenceDetector}, which the JVM must be started with ({@code
 * -Dio.netty.customResourceLeakDetector=io.netty.util.LeakPresenceDetector}); without it every test
 * class fails, so that the check cannot be lost in silence.
 *
 * <p>The check is made once for each outermost test class, after everything that JUnit closes for
 * that class. Resources are given {@value #PATIENCE_MILLIS} ms to go, because event loops release
 * some after a channel is closed. The message names the tests after which resources were open: the
 * first is the suspect. Counting is global to the JVM, therefore test classes must not run in
 * parallel. What Netty does not track is not seen: unpooled heap buffers and wrapped arrays.
 */
public final class LeakExtension implements BeforeAllCallback, AfterEachCallback {
  static final long PATIENCE_MILLIS = 3_000;

  private static final Namespace NAMESPACE = Namespace.create(LeakExtension.class);

  /** Used by JUnit. */
  public LeakExtension() {}

  @Override
  public void beforeAll(ExtensionContext context) {
    OpenResources.requireCounting();
    boolean outermost = context.getParent().flatMap(ExtensionContext::getTestClass).isEmpty();
    if (outermost) {
      // The store is closed after all callbacks, also after those that close @AutoClose fields.
      context.getStore(NAMESPACE).put(Check.class, new Check(context.getDisplayName()));
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Check check = context.getStore(NAMESPACE).get(Check.class, Check.class);
    if (check != null && OpenResources.any()) {
      check.suspects.add(context.getDisplayName());
    }
  }

  private static final class Check implements AutoCloseable {
    private final String testClass;
    private final List<String> suspects = Collections.synchronizedList(new ArrayList<>());

    Check(String testClass) {
      this.testClass = testClass;
    }

    @Override
    public void close() {
      try {
        OpenResources.awaitNone(PATIENCE_MILLIS);
      } catch (IllegalStateException e) {
        throw new AssertionError(
            "leaked Netty resources in "
                + testClass
                + ", open after: "
                + suspects
                + ". Run with -Dpop3.test.extraJvmArgs="
                + "-Dio.netty.util.LeakPresenceDetector.trackCreationStack=true"
                + " to see where they were allocated",
            e);
      }
    }
  }
}
