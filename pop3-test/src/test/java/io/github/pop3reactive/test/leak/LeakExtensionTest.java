// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

class LeakExtensionTest {
  @Test
  void aClassThatLeaksFailsAndTheTestIsNamed() {
    List<Throwable> failures = failures(Leaks.class);

    assertThat(failures).hasSize(1);
    assertThat(failures.get(0))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Leaks")
        .hasMessageContaining("forgets()")
        .hasRootCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void theCountStartsAnewAfterALeak() {
    assertThat(failures(Leaks.class)).hasSize(1);
    assertThat(failures(Clean.class)).isEmpty();
  }

  @Test
  void aClassThatReleasesPasses() {
    assertThat(failures(Clean.class)).isEmpty();
  }

  @Test
  void aReleaseShortlyAfterTheTestIsInTime() {
    assertThat(failures(ReleasesLate.class)).isEmpty();
  }

  @Test
  void whatAnOuterClassHoldsIsNoLeakOfTheNestedOne() {
    assertThat(failures(HoldsForNested.class)).isEmpty();
  }

  @Test
  void withoutTheCountingDetectorAClassFails() {
    ResourceLeakDetectorFactory counting = ResourceLeakDetectorFactory.instance();
    ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new NotCounting());
    try {
      assertThatThrownBy(OpenResources::requireCounting)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("-Dio.netty.customResourceLeakDetector");
    } finally {
      ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(counting);
    }
  }

  private static List<Throwable> failures(Class<?> testClass) {
    Events events =
        EngineTestKit.engine("junit-jupiter")
            .enableImplicitConfigurationParameters(true)
            .selectors(selectClass(testClass))
            .execute()
            .allEvents();
    assertThat(events.succeeded().count()).isPositive();
    return events
        .failed()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .map(result -> result.getThrowable().orElseThrow())
        .toList();
  }

  private static final class NotCounting extends ResourceLeakDetectorFactory {
    @Override
    @Deprecated
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
        Class<T> resource, int samplingInterval, long maxActive) {
      return new ResourceLeakDetector<>(resource, samplingInterval);
    }
  }

  static class Leaks {
    @Test
    void forgets() {
      ByteBufAllocator.DEFAULT.buffer(16);
    }
  }

  static class Clean {
    @Test
    void releases() {
      ByteBufAllocator.DEFAULT.buffer(16).release();
    }
  }

  static class ReleasesLate {
    @Test
    void releasesInAnotherThread() {
      ByteBuf buffer = ByteBufAllocator.DEFAULT.buffer(16);
      CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS).execute(buffer::release);
    }
  }

  static class HoldsForNested {
    static final ByteBuf HELD = ByteBufAllocator.DEFAULT.buffer(16);

    @AfterAll
    static void release() {
      HELD.release();
    }

    @Nested
    class Inner {
      @Test
      void usesIt() {
        assertThat(HELD.refCnt()).isOne();
      }
    }
  }
}
