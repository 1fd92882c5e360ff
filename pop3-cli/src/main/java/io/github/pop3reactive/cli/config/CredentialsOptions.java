// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where a password or an access token comes from. */
final class CredentialsOptions {
  @Option(
      names = "--password-env",
      paramLabel = "NAME",
      description = "Take the password from this variable of the environment.")
  private @Nullable String passwordEnv;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description =
          "Take the password from the first line of this file. Without any of these you are asked"
              + " for it.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--password-command",
      paramLabel = "COMMAND",
      description =
          "Take the password from the first line that this command prints. It is run by sh -c at"
              + " each login, with POP3_USER and POP3_HOST in its environment, and has 60 seconds.")
  private @Nullable String passwordCommand;

  @Option(
      names = "--netrc",
      description =
          "Take the password, and the user if the URI has none, from ~/.netrc, which nobody else"
              + " may be able to read.")
  private boolean netrc;

  @Option(names = "--netrc-file", paramLabel = "FILE", description = "As --netrc, from this file.")
  private @Nullable Path netrcFile;

  @Option(
      names = "--token-command",
      paramLabel = "COMMAND",
      description = "Log in with an access token (OAuth 2.0) that this command prints.")
  private @Nullable String tokenCommand;

  @Option(
      names = "--oauth-token-endpoint",
      paramLabel = "URL",
      description =
          "Log in with access tokens that this endpoint gives for a refresh token; https, unless"
              + " it is on this machine.")
  private @Nullable String oauthTokenEndpoint;

  @Option(names = "--oauth-client-id", paramLabel = "ID", description = "Who asks the endpoint.")
  private @Nullable String oauthClientId;

  @Option(
      names = "--oauth-client-secret-env",
      paramLabel = "NAME",
      description = "The variable that holds the client's secret, if it has one.")
  private @Nullable String oauthClientSecretEnv;

  @Option(
      names = "--oauth-client-secret-file",
      paramLabel = "FILE",
      description = "The file whose first line it is.")
  private @Nullable Path oauthClientSecretFile;

  @Option(
      names = "--oauth-refresh-token-env",
      paramLabel = "NAME",
      description = "The variable that holds the refresh token.")
  private @Nullable String oauthRefreshTokenEnv;

  @Option(
      names = "--oauth-refresh-token-file",
      paramLabel = "FILE",
      description = "The file whose first line it is.")
  private @Nullable Path oauthRefreshTokenFile;

  @Option(
      names = "--oauth-scope",
      paramLabel = "SCOPE",
      description = "The scope to ask for, if not that of the refresh token.")
  private @Nullable String oauthScope;

  CredentialsSource source() {
    if (netrc && netrcFile != null) {
      throw new ConfigException("--netrc and --netrc-file exclude each other");
    }
    Map<String, String> values = new HashMap<>();
    put(values, "password-env", passwordEnv);
    put(values, "password-file", passwordFile);
    put(values, "password-command", passwordCommand);
    put(values, CredentialsKeys.NETRC, netrc ? CredentialsKeys.HOME_NETRC : netrcFile);
    put(values, "token-command", tokenCommand);
    put(values, "oauth-token-endpoint", oauthTokenEndpoint);
    put(values, "oauth-client-id", oauthClientId);
    put(values, "oauth-client-secret-env", oauthClientSecretEnv);
    put(values, "oauth-client-secret-file", oauthClientSecretFile);
    put(values, "oauth-refresh-token-env", oauthRefreshTokenEnv);
    put(values, "oauth-refresh-token-file", oauthRefreshTokenFile);
    put(values, "oauth-scope", oauthScope);
    return new CredentialsKeys(values)
        .toSource("--", (key, problem) -> new ConfigException(problem));
  }

  private static void put(Map<String, String> values, String key, @Nullable Object value) {
    if (value != null) {
      values.put(key, value.toString());
    }
  }
}
