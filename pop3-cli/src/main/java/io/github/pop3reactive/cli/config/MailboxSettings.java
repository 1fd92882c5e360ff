// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.config;

import io.github.pop3reactive.client.Pop3Client;
import io.github.pop3reactive.tls.TlsMode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The keys of a mailbox or of the defaults; null where one is missing. */
record MailboxSettings(
    @Nullable String host,
    @Nullable Integer port,
    @Nullable TlsMode tls,
    @Nullable Boolean plaintextLogin,
    @Nullable String user,
    CredentialsKeys credentials,
    @Nullable Boolean delete,
    @Nullable Boolean deleteOnRetrieve,
    @Nullable Path trust) {

  static final Set<String> KEYS =
      Stream.concat(
              CredentialsKeys.ALL.stream(),
              Stream.of(
                  "host",
                  "port",
                  "tls",
                  "plaintext-login",
                  "user",
                  "delete",
                  "delete-on-retrieve",
                  "trust"))
          .collect(Collectors.toUnmodifiableSet());

  static final MailboxSettings NONE =
      new MailboxSettings(null, null, null, null, null, CredentialsKeys.NONE, null, null, null);

  static MailboxSettings read(YamlMapping mapping) {
    return new MailboxSettings(
        mapping.string("host"),
        mapping.port("port"),
        tls(mapping),
        mapping.flag("plaintext-login"),
        mapping.string("user"),
        CredentialsKeys.read(mapping),
        mapping.flag("delete"),
        mapping.flag("delete-on-retrieve"),
        mapping.path("trust"));
  }

  private static @Nullable TlsMode tls(YamlMapping mapping) {
    String mode = mapping.string("tls");
    if (mode == null) {
      return null;
    }
    return switch (mode) {
      case "implicit" -> TlsMode.IMPLICIT;
      case "stls" -> TlsMode.STLS;
      case "none" -> TlsMode.NONE;
      default -> throw mapping.error("tls", "tls is none of implicit, stls, none");
    };
  }

  /** Returns these settings with those of {@code defaults} where one is missing. */
  MailboxSettings orElse(MailboxSettings defaults) {
    return new MailboxSettings(
        host == null ? defaults.host : host,
        port == null ? defaults.port : port,
        tls == null ? defaults.tls : tls,
        plaintextLogin == null ? defaults.plaintextLogin : plaintextLogin,
        user == null ? defaults.user : user,
        credentials.orElse(defaults.credentials),
        delete == null ? defaults.delete : delete,
        deleteOnRetrieve == null ? defaults.deleteOnRetrieve : deleteOnRetrieve,
        trust == null ? defaults.trust : trust);
  }

  /** Returns the mailbox; {@code mapping} is where an error is reported. */
  MailboxSpec toSpec(YamlMapping mapping, ClientFactory clients) {
    if (host == null || user == null) {
      throw mapping.error("user", (host == null ? "host" : "user") + " is missing");
    }
    TlsMode mode = Optional.ofNullable(tls).orElse(TlsMode.IMPLICIT);
    boolean clear = Boolean.TRUE.equals(plaintextLogin);
    if (mode == TlsMode.NONE && !clear) {
      throw mapping.error(
          "tls", "tls: none sends the password in clear: plaintext-login: true has to allow it");
    }
    Pop3Client client = secured(clients.forHost(host), mode);
    client = port == null ? client : client.port(port);
    return new MailboxSpec(
        mapping.string("id"),
        clients.trusting(client, trust),
        user,
        credentials.toSource("", mapping::error),
        Boolean.TRUE.equals(delete),
        Boolean.TRUE.equals(deleteOnRetrieve));
  }

  private static Pop3Client secured(Pop3Client client, TlsMode mode) {
    return switch (mode) {
      case IMPLICIT -> client.implicitTls();
      case STLS -> client.stls();
      case NONE -> client.plaintext().plaintextLogin();
    };
  }
}
