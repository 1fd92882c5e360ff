// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.dovecot;

import org.testcontainers.DockerClientFactory;

/** Tells whether tests can have containers here. */
public final class DockerSupport {

  /**
   * The environment variable that turns a missing Docker engine from a reason to skip into a
   * failure when it is {@code true}.
   */
  public static final String REQUIRE_CONTAINERS = "POP3_REQUIRE_CONTAINERS";

  private DockerSupport() {}

  /**
   * {@return whether there is a Docker engine that Testcontainers can use} The first call looks for
   * one, the others repeat its answer.
   */
  public static boolean available() {
    return Found.AVAILABLE;
  }

  /** {@return whether {@link #REQUIRE_CONTAINERS} says that a missing engine is a failure} */
  public static boolean required() {
    return Boolean.parseBoolean(System.getenv(REQUIRE_CONTAINERS));
  }

  private static final class Found {
    static final boolean AVAILABLE = look();

    private static boolean look() {
      try {
        return DockerClientFactory.instance().isDockerAvailable();
      } catch (RuntimeException e) {
        return false;
      }
    }
  }
}
