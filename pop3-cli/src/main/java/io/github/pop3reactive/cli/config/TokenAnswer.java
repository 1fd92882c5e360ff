// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.config;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * What a token endpoint answered (RFC 6749 sections 5.1 and 5.2), in JSON, which is YAML as well;
 * null where something is missing or is not in the form that it has to have.
 *
 * @param expiresIn seconds, from 0 to a year; 0 if it is not said
 */
record TokenAnswer(
    @Nullable String accessToken,
    @Nullable String refreshToken,
    long expiresIn,
    @Nullable String error) {
  private static final String VISIBLE = "[\\x21-\\x7e]+";
  private static final long YEAR_SECONDS = 365L * 24 * 60 * 60;

  static TokenAnswer parse(String json) {
    Map<?, ?> fields = load(json) instanceof Map<?, ?> map ? map : Map.of();
    Object type = fields.get("token_type");
    boolean bearer = type == null || type.toString().toLowerCase(Locale.ROOT).equals("bearer");
    return new TokenAnswer(
        bearer ? text(fields.get("access_token"), VISIBLE) : null,
        text(fields.get("refresh_token"), VISIBLE),
        seconds(fields.get("expires_in")),
        text(fields.get("error"), "[a-z_]{1,40}"));
  }

  private static @Nullable Object load(String json) {
    try {
      LoadSettings settings = LoadSettings.builder().setSchema(new JsonSchema()).build();
      return new Load(settings).loadFromString(json);
    } catch (YamlEngineException e) {
      return null;
    }
  }

  private static @Nullable String text(@Nullable Object value, String form) {
    return value instanceof String text && text.matches(form) ? text : null;
  }

  private static long seconds(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.matches("[0-9]{1,12}") ? Math.min(Long.parseLong(text), YEAR_SECONDS) : 0;
  }

  /** Returns what is no secret. */
  @Override
  public String toString() {
    return "TokenAnswer[" + (error == null ? "***" : error) + "]";
  }
}
