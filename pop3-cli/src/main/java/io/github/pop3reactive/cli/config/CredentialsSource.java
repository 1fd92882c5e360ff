// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.config;

import io.github.pop3reactive.cli.console.CliIo;
import io.github.pop3reactive.sasl.Credentials;

/** Where a password or an access token comes from; never the secret itself. */
sealed interface CredentialsSource permits PasswordSource, Netrc, OAuthRefresh, ShellCommand {

  /**
   * Checks as far as it can without a login that there is a secret, and returns credentials that
   * ask for it at each login.
   *
   * @throws ConfigException if there is none
   */
  Credentials credentials(Account account, CliIo io);
}
