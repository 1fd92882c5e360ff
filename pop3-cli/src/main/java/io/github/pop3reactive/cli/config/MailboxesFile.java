// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Mailboxes in a YAML file:
 *
 * <pre>{@code
 * defaults:                      # optional; any key of a mailbox but id
 *   host: mail.example.org
 *   trust: example-ca.pem
 * mailboxes:
 *   - user: alice
 *     password-env: ALICE_PASSWORD
 *   - user: bob
 *     password-file: secrets/bob
 *     delete: true
 *   - id: archive
 *     host: old.example.org
 *     port: 1110
 *     tls: stls
 *     user: archive
 * }</pre>
 *
 * <table>
 *   <caption>Keys of a mailbox</caption>
 *   <tr><th>Key</th><th>Value</th><th>If missing</th></tr>
 *   <tr><td>{@code host}</td><td>name or address</td><td>an error</td></tr>
 *   <tr><td>{@code port}</td><td>number</td><td>995, or 110 unless tls is implicit</td></tr>
 *   <tr><td>{@code tls}</td><td>{@code implicit}, {@code stls} or {@code none}</td>
 *     <td>implicit</td></tr>
 *   <tr><td>{@code plaintext-login}</td><td>true: the password may go in clear, which {@code tls:
 *     none} needs</td><td>false</td></tr>
 *   <tr><td>{@code user}</td><td>who logs in</td><td>an error</td></tr>
 *   <tr><td>{@code password-env}</td><td>name of a variable</td>
 *     <td rowspan="6">the password is asked for on the terminal</td></tr>
 *   <tr><td>{@code password-file}</td><td>file whose first line it is</td></tr>
 *   <tr><td>{@code password-command}</td><td>command that prints it, run by {@code sh -c} at each
 *     login with {@code POP3_USER} and {@code POP3_HOST} in its environment</td></tr>
 *   <tr><td>{@code netrc}</td><td>file in the form of {@code .netrc} that holds it, or true for
 *     {@code ~/.netrc}; nobody but its owner may be able to read it</td></tr>
 *   <tr><td>{@code token-command}</td><td>command that prints an access token (OAuth 2.0), run as
 *     {@code password-command} is</td></tr>
 *   <tr><td>{@code oauth-token-endpoint}</td><td>URL that gives access tokens for a refresh token;
 *     https, unless it is on this machine</td></tr>
 *   <tr><td>{@code oauth-client-id}</td><td>who asks the endpoint</td><td>an error there</td></tr>
 *   <tr><td>{@code oauth-client-secret-env}, {@code oauth-client-secret-file}</td><td>variable or
 *     file that holds the secret of the client</td><td>none is sent</td></tr>
 *   <tr><td>{@code oauth-refresh-token-env}, {@code oauth-refresh-token-file}</td><td>variable or
 *     file that holds the refresh token</td><td>an error there</td></tr>
 *   <tr><td>{@code oauth-scope}</td><td>scope to ask for</td><td>that of the refresh
 *     token</td></tr>
 *   <tr><td>{@code id}</td><td>key of the mailbox in the ledger, which has to stay the same</td>
 *     <td>{@code user@host:port}</td></tr>
 *   <tr><td>{@code delete}</td><td>true: delete what was taken in</td><td>false</td></tr>
 *   <tr><td>{@code delete-on-retrieve}</td><td>true: the server removes what was retrieved</td>
 *     <td>false</td></tr>
 *   <tr><td>{@code trust}</td><td>file of certificates (PEM) to trust, those only</td>
 *     <td>those of the JDK</td></tr>
 * </table>
 *
 * <p>Relative paths begin at the directory of the file. Unknown keys are errors, and so is a
 * password.
 */
public final class MailboxesFile {
  private static final Set<String> MAILBOX_KEYS = with(MailboxSettings.KEYS, "id");

  private MailboxesFile() {}

  /**
   * Reads the mailboxes of a file.
   *
   * @throws ConfigException if it cannot be read or is not as above; the message names the line
   */
  public static List<MailboxSpec> read(Path file) {
    YamlMapping top = YamlMapping.of(file, compose(file), Set.of("defaults", "mailboxes"));
    MailboxSettings defaults = defaults(file, top.node("defaults"));
    ClientFactory clients = new ClientFactory();
    List<MailboxSpec> specs = new ArrayList<>();
    for (Node node : top.list("mailboxes")) {
      YamlMapping mailbox = YamlMapping.of(file, node, MAILBOX_KEYS);
      specs.add(MailboxSettings.read(mailbox).orElse(defaults).toSpec(mailbox, clients));
    }
    return specs;
  }

  private static MailboxSettings defaults(Path file, @Nullable Node node) {
    return node == null
        ? MailboxSettings.NONE
        : MailboxSettings.read(YamlMapping.of(file, node, MailboxSettings.KEYS));
  }

  /** What the parser says of an error repeats lines of the file; only its first part does not. */
  private static Node compose(Path file) {
    try (Reader reader = Files.newBufferedReader(file)) {
      LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
      return new Compose(settings)
          .composeReader(reader)
          .orElseThrow(() -> new ConfigException(file + ": the file is empty"));
    } catch (MarkedYamlEngineException e) {
      throw YamlMapping.error(file, e.getProblemMark().orElse(null), "not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new ConfigException(file + ": not YAML");
    } catch (IOException e) {
      throw new ConfigException(file + ": cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static Set<String> with(Set<String> keys, String key) {
    Set<String> all = new HashSet<>(keys);
    all.add(key);
    return Set.copyOf(all);
  }
}
