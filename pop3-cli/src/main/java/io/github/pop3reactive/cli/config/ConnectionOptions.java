// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.config;

import io.github.pop3reactive.cli.console.CliIo;
import io.github.pop3reactive.client.Pop3Client;
import io.github.pop3reactive.tls.TlsMode;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reactor.netty.transport.ProxyProvider;

/** The options that say how to connect to a mailbox that is given by its URI. */
public final class ConnectionOptions {
  /** What a URI is called in the help of commands. */
  public static final String URI_LABEL = "URI";

  /** How a URI is written, for the help of commands. */
  public static final String URI_FORM =
      "pop3s://USER@HOST[:PORT], or pop3: for STLS; without a password. Without a host, as in"
          + " pop3s://USER@ or pop3s:, the host, and the port"
          + " if it names one, is that of the variable MAILHOST.";

  private static final int POP3S_PORT = TlsMode.IMPLICIT.defaultPort();

  private static final Pattern WITHOUT_HOST =
      Pattern.compile("(pop3s?):(?://)?([^/?#@:]*@)?/?", Pattern.CASE_INSENSITIVE);

  @Mixin private CredentialsOptions credentials = new CredentialsOptions();

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
      names = "--proxy",
      paramLabel = "URI",
      description =
          "Connect through this proxy: socks5://HOST:PORT, socks4://HOST:PORT or"
              + " http://HOST:PORT, without user and password.")
  private @Nullable String proxy;

  @Option(
      names = "--discover",
      description =
          "Take the host of a pop3s: URI for a mail domain and find its servers by DNS (SRV).")
  private boolean discover;

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
  public MailboxSpec mailbox(String uri, CliIo io) {
    return mailboxes(List.of(uri), io).get(0);
  }

  /**
   * Returns the mailboxes at these URIs.
   *
   * @throws ConfigException as {@link #mailbox}
   */
  public List<MailboxSpec> mailboxes(List<String> uris, CliIo io) {
    CredentialsSource source = credentials.source();
    ClientFactory clients = new ClientFactory();
    return tapped(
        uris.stream()
            .map(uri -> mailbox(uri, uris.indexOf(uri) + 1, source, clients, io))
            .toList());
  }

  /** Returns these mailboxes, with a wiretap if one is asked for. */
  public List<MailboxSpec> tapped(List<MailboxSpec> specs) {
    return wiretap ? specs.stream().map(MailboxSpec::tapped).toList() : specs;
  }

  private MailboxSpec mailbox(
      String uri, int position, CredentialsSource source, ClientFactory clients, CliIo io) {
    Pop3Client client = parse(clients, withHost(uri, position, io), position);
    String user = client.user();
    if (user == null && source instanceof Netrc netrc) {
      user = netrc.user(client.host(), io);
    }
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
    if (discover && (client.tlsMode() != TlsMode.IMPLICIT || client.port() != POP3S_PORT)) {
      throw new ConfigException(
          "mailbox " + position + ": --discover finds mode and port, write pop3s: without a port");
    }
    Pop3Client connecting = plaintext ? client.plaintext().plaintextLogin() : client;
    Pop3Client routed = routed(connecting);
    return new MailboxSpec(null, clients.trusting(routed, trust), user, source, false, false);
  }

  private Pop3Client routed(Pop3Client client) {
    Pop3Client found = discover ? client.discover(client.host()) : client;
    if (proxy == null) {
      return found;
    }
    ProxyProvider way = ProxyUri.parse(proxy);
    return found.connecting(connecting -> connecting.proxy(way));
  }

  private static Pop3Client parse(ClientFactory clients, String uri, int position) {
    try {
      return clients.forUri(uri);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("mailbox " + position + ": " + e.getMessage());
    }
  }

  private static String withHost(String uri, int position, CliIo io) {
    Matcher matcher = WITHOUT_HOST.matcher(uri);
    if (!matcher.matches()) {
      return uri;
    }
    String host = io.environment().get("MAILHOST");
    if (host == null || host.isEmpty()) {
      throw new ConfigException(
          "mailbox " + position + ": no host in the URI, and MAILHOST is not set");
    }
    String user = matcher.group(2) == null ? "" : matcher.group(2);
    return matcher.group(1) + "://" + user + host;
  }
}
