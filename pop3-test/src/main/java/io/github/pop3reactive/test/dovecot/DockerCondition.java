// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.dovecot;

import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides for {@link RequiresDocker}; public because JUnit creates it by reflection. */
public final class DockerCondition implements ExecutionCondition {

  private final BooleanSupplier available;
  private final BooleanSupplier required;

  /** Creates the condition that asks {@link DockerSupport}. */
  public DockerCondition() {
    this(DockerSupport::available, DockerSupport::required);
  }

  DockerCondition(BooleanSupplier available, BooleanSupplier required) {
    this.available = available;
    this.required = required;
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (available.getAsBoolean()) {
      return ConditionEvaluationResult.enabled("there is a Docker engine");
    }
    String reason = "no Docker engine to be used";
    if (required.getAsBoolean()) {
      throw new IllegalStateException(
          reason + ", and " + DockerSupport.REQUIRE_CONTAINERS + " is true");
    }
    return ConditionEvaluationResult.disabled(reason);
  }
}
