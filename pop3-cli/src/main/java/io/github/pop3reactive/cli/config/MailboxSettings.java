// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.config;

import io.github.pop3reactive.client.Pop3Client;
import io.github.pop3reactive.tls.TlsMode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of a mailbox or of the defaults; null where one is missing. */
record MailboxSettings(
    @Nullable String host,
    @Nullable Integer port,
    @Nullable TlsMode tls,
    @Nullable Boolean plaintextLogin,
    @Nullable String user,
    @Nullable PasswordSource password,
    @Nullable Boolean delete,
    @Nullable Boolean deleteOnRetrieve,
    @Nullable Path trust) {

  static final Set<String> KEYS =
      Set.of(
          "host",
          "port",
          "tls",
          "plaintext-login",
          "user",
          "password-env",
          "password-file",
          "delete",
          "delete-on-retrieve",
          "trust");

  static final MailboxSettings NONE =
      new MailboxSettings(null, null, null, null, null, null, null, null, null);

  static MailboxSettings read(YamlMapping mapping) {
    return new MailboxSettings(
        mapping.string("host"),
        mapping.port("port"),
        tls(mapping),
        mapping.flag("plaintext-login"),
        mapping.string("user"),
        password(mapping),
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

  private static @Nullable PasswordSource password(YamlMapping mapping) {
    String variable = mapping.string("password-env");
    Path file = mapping.path("password-file");
    if (variable != null && file != null) {
      throw mapping.error("password-file", "password-env and password-file exclude each other");
    }
    if (variable != null) {
      return new PasswordSource.Environment(variable);
    }
    return file == null ? null : new PasswordSource.FirstLine(file);
  }

  /** Returns these settings with those of {@code defaults} where one is missing. */
  MailboxSettings orElse(MailboxSettings defaults) {
    return new MailboxSettings(
        host == null ? defaults.host : host,
        port == null ? defaults.port : port,
        tls == null ? defaults.tls : tls,
        plaintextLogin == null ? defaults.plaintextLogin : plaintextLogin,
        user == null ? defaults.user : user,
        password == null ? defaults.password : password,
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
        Optional.ofNullable(password).orElseGet(PasswordSource.Prompt::new),
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
