// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.dovecot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtensionContext;

class DockerConditionTest {

  @Test
  void runsWithAnEngine() {
    assertThat(decide(true, true).isDisabled()).isFalse();
    assertThat(decide(true, false).isDisabled()).isFalse();
  }

  @Test
  void skipsWithAReasonWithoutAnEngine() {
    ConditionEvaluationResult result = decide(false, false);

    assertThat(result.isDisabled()).isTrue();
    assertThat(result.getReason()).contains("no Docker engine to be used");
  }

  @Test
  void failsWithoutAnEngineThatIsRequired() {
    assertThatThrownBy(() -> decide(false, true))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("POP3_REQUIRE_CONTAINERS");
  }

  private static ConditionEvaluationResult decide(boolean available, boolean required) {
    return new DockerCondition(() -> available, () -> required)
        .evaluateExecutionCondition(unused());
  }

  private static ExtensionContext unused() {
    return (ExtensionContext)
        Proxy.newProxyInstance(
            DockerConditionTest.class.getClassLoader(),
            new Class<?>[] {ExtensionContext.class},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            });
  }
}
