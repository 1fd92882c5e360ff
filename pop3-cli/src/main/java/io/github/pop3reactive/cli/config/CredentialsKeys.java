// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.config;

import io.github.pop3reactive.sasl.Credentials;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the user said of where a secret comes from, under the names of the keys of a file of
 * mailboxes; options have the same names with two hyphens. Files are named with their path.
 */
record CredentialsKeys(Map<String, String> values) {
  static final String NETRC = "netrc";

  /** What stands under {@link #NETRC} for the file in the home directory. */
  static final String HOME_NETRC = "";

  /** What {@code password-env} and the like say where: of these there is one at most. */
  private static final List<String> SOURCES =
      List.of(
          "password-env",
          "password-file",
          "password-command",
          NETRC,
          "token-command",
          "oauth-token-endpoint");

  private static final String CLIENT_ID = "oauth-client-id";
  private static final String CLIENT_SECRET = "oauth-client-secret";
  private static final String REFRESH_TOKEN = "oauth-refresh-token";
  private static final String SCOPE = "oauth-scope";

  private static final List<String> OAUTH =
      List.of(
          CLIENT_ID,
          CLIENT_SECRET + "-env",
          CLIENT_SECRET + "-file",
          REFRESH_TOKEN + "-env",
          REFRESH_TOKEN + "-file",
          SCOPE);

  static final List<String> ALL = Stream.concat(SOURCES.stream(), OAUTH.stream()).toList();

  static final CredentialsKeys NONE = new CredentialsKeys(Map.of());

  /** Makes the error for a key. */
  interface Problem extends BiFunction<String, String, ConfigException> {}

  static CredentialsKeys read(YamlMapping mapping) {
    Map<String, String> values = new HashMap<>();
    for (String key : ALL) {
      String value = mapping.string(key);
      if (value != null && (key.endsWith("-file") || key.equals(NETRC))) {
        boolean home = key.equals(NETRC) && value.equals("true");
        value = home ? HOME_NETRC : String.valueOf(mapping.path(key));
      }
      if (value != null) {
        values.put(key, value);
      }
    }
    CredentialsKeys keys = new CredentialsKeys(values);
    keys.checkExclusions("", mapping::error);
    return keys;
  }

  /** Fails if there are two sources, or two of one secret. */
  void checkExclusions(String prefix, Problem problem) {
    checkOne(SOURCES, prefix, problem);
    for (String secret : List.of(CLIENT_SECRET, REFRESH_TOKEN)) {
      checkOne(List.of(secret + "-env", secret + "-file"), prefix, problem);
    }
  }

  private void checkOne(List<String> keys, String prefix, Problem problem) {
    List<String> given = keys.stream().filter(values::containsKey).toList();
    if (given.size() > 1) {
      String text = prefix + given.get(0) + " and " + prefix + given.get(1);
      throw problem.apply(given.get(1), text + " exclude each other");
    }
  }

  /** Returns these, and those of the defaults that they do not replace. */
  CredentialsKeys orElse(CredentialsKeys defaults) {
    boolean replaced = SOURCES.stream().anyMatch(values::containsKey);
    if (replaced && !values.containsKey("oauth-token-endpoint")) {
      return this;
    }
    Map<String, String> all = new HashMap<>(defaults.values);
    if (replaced) {
      SOURCES.forEach(all::remove);
    }
    for (String secret : List.of(CLIENT_SECRET, REFRESH_TOKEN)) {
      if (values.containsKey(secret + "-env") || values.containsKey(secret + "-file")) {
        all.remove(secret + "-env");
        all.remove(secret + "-file");
      }
    }
    all.putAll(values);
    return new CredentialsKeys(all);
  }

  /**
   * Returns the source, or the prompt if nothing is said.
   *
   * @param prefix what stands in front of keys in messages
   */
  CredentialsSource toSource(String prefix, Problem problem) {
    checkExclusions(prefix, problem);
    String source = SOURCES.stream().filter(values::containsKey).findFirst().orElse("");
    if (!source.equals("oauth-token-endpoint")) {
      OAUTH.stream()
          .filter(values::containsKey)
          .findFirst()
          .ifPresent(
              key -> {
                String text = prefix + key + " goes with " + prefix + "oauth-token-endpoint";
                throw problem.apply(key, text);
              });
    }
    String value = values.getOrDefault(source, "");
    return switch (source) {
      case "password-env" -> new PasswordSource.Environment(value);
      case "password-file" -> new PasswordSource.FirstLine(Path.of(value));
      case "password-command" -> new ShellCommand(value, Credentials.Kind.PASSWORD);
      case "token-command" -> new ShellCommand(value, Credentials.Kind.TOKEN);
      case NETRC -> new Netrc(value.equals(HOME_NETRC) ? null : Path.of(value));
      case "oauth-token-endpoint" -> oauth(value, prefix, problem);
      default -> new PasswordSource.Prompt();
    };
  }

  private OAuthRefresh oauth(String endpoint, String prefix, Problem problem) {
    PasswordSource refreshToken = secret(REFRESH_TOKEN);
    String clientId = values.get(CLIENT_ID);
    if (refreshToken == null || clientId == null) {
      String missing = clientId == null ? CLIENT_ID : REFRESH_TOKEN + "-env or -file";
      throw problem.apply(
          "oauth-token-endpoint", prefix + "oauth-token-endpoint needs " + prefix + missing);
    }
    URI uri;
    try {
      uri = new URI(endpoint);
    } catch (URISyntaxException e) {
      throw problem.apply("oauth-token-endpoint", prefix + "oauth-token-endpoint is not a URI");
    }
    if (!OAuthRefresh.isSafe(uri)) {
      throw problem.apply(
          "oauth-token-endpoint",
          prefix + "oauth-token-endpoint has to be https: and without a password");
    }
    return new OAuthRefresh(uri, clientId, secret(CLIENT_SECRET), refreshToken, values.get(SCOPE));
  }

  private @Nullable PasswordSource secret(String key) {
    String variable = values.get(key + "-env");
    if (variable != null) {
      return new PasswordSource.Environment(variable);
    }
    String file = values.get(key + "-file");
    return file == null ? null : new PasswordSource.FirstLine(Path.of(file));
  }

  /** Returns the names that are there; a command may hold more than it should. */
  @Override
  public String toString() {
    return "CredentialsKeys" + values.keySet();
  }
}
