// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.config;

import io.github.pop3reactive.client.Pop3Client;
import io.github.pop3reactive.tls.TlsMode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how to connect to a mailbox that is given by its URI. */
public final class ConnectionOptions {
  /** What a URI is called in the help of commands. */
  public static final String URI_LABEL = "URI";

  /** How a URI is written, for the help of commands. */
  public static final String URI_FORM =
      "pop3s://USER@HOST[:PORT], or pop3: for STLS; without a password.";

  @Option(
      names = "--password-env",
      paramLabel = "NAME",
      description = "Take the password from this variable of the environment.")
  private @Nullable String passwordEnv;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description =
          "Take the password from the first line of this file. Without this and --password-env,"
              + " you are asked for it.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = "Trust the certificates in this file (PEM), and those only.")
  private @Nullable Path trust;

  @Option(
      names = "--plaintext",
      description = "Do not encrypt the connection of a pop3: URI; without this it has to be STLS.")
  private boolean plaintext;

  @Option(
      names = "--plaintext-login",
      description = "Send the password over a connection that is not encrypted.")
  private boolean plaintextLogin;

  @Option(
      names = {"-v", "--wiretap"},
      description =
          "Show what is said to the server and what it answers, without secrets and messages, on"
              + " standard error.")
  private boolean wiretap;

  /** Made by picocli. */
  public ConnectionOptions() {}

  /**
   * Returns the mailbox at this URI.
   *
   * @throws ConfigException if it is no URI of a mailbox or does not go with the options; the
   *     message does not repeat it
   */
  public MailboxSpec mailbox(String uri) {
    return mailboxes(List.of(uri)).get(0);
  }

  /**
   * Returns the mailboxes at these URIs.
   *
   * @throws ConfigException as {@link #mailbox}
   */
  public List<MailboxSpec> mailboxes(List<String> uris) {
    PasswordSource password = password();
    ClientFactory clients = new ClientFactory();
    return tapped(
        uris.stream().map(uri -> mailbox(uri, uris.indexOf(uri) + 1, password, clients)).toList());
  }

  /** Returns these mailboxes, with a wiretap if one is asked for. */
  public List<MailboxSpec> tapped(List<MailboxSpec> specs) {
    return wiretap ? specs.stream().map(MailboxSpec::tapped).toList() : specs;
  }

  private MailboxSpec mailbox(
      String uri, int position, PasswordSource password, ClientFactory clients) {
    Pop3Client client = parse(clients, uri, position);
    String user = client.user();
    if (user == null || user.isEmpty()) {
      throw new ConfigException("mailbox " + position + ": the URI has no user");
    }
    if (plaintext && client.tlsMode() == TlsMode.IMPLICIT) {
      throw new ConfigException(
          "mailbox " + position + ": --plaintext contradicts pop3s:, write pop3:");
    }
    if (plaintext && !plaintextLogin) {
      throw new ConfigException(
          "--plaintext sends the password in clear: give --plaintext-login as well to allow it");
    }
    Pop3Client connecting = plaintext ? client.plaintext().plaintextLogin() : client;
    return new MailboxSpec(null, clients.trusting(connecting, trust), user, password, false, false);
  }

  private static Pop3Client parse(ClientFactory clients, String uri, int position) {
    try {
      return clients.forUri(uri);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("mailbox " + position + ": " + e.getMessage());
    }
  }

  private PasswordSource password() {
    if (passwordEnv != null && passwordFile != null) {
      throw new ConfigException("--password-env and --password-file exclude each other");
    }
    if (passwordEnv != null) {
      return new PasswordSource.Environment(passwordEnv);
    }
    return passwordFile == null
        ? new PasswordSource.Prompt()
        : new PasswordSource.FirstLine(passwordFile);
  }
}
