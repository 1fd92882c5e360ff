// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.config;

/** What the user asked for cannot be made sense of. The message holds no secret. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes the exception. */
  public ConfigException(String message) {
    super(message);
  }
}
