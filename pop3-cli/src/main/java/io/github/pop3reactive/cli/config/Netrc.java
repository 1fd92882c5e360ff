// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.config;

import io.github.pop3reactive.cli.console.CliIo;
import io.github.pop3reactive.sasl.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A password in a {@code .netrc}, which nobody but its owner may read or write; read again at each
 * login.
 *
 * @param file null for {@code .netrc} in the home directory
 */
record Netrc(@Nullable Path file) implements CredentialsSource {
  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  @Override
  public Credentials credentials(Account account, CliIo io) {
    Path path = path(io);
    password(path, account);
    return Credentials.of(
        account.user(),
        Mono.fromCallable(() -> password(path, account)).subscribeOn(Schedulers.boundedElastic()));
  }

  /**
   * Returns the first login that there is for a host.
   *
   * @throws ConfigException if there is none
   */
  String user(String host, CliIo io) {
    Path path = path(io);
    return NetrcFile.find(read(path), host, null)
        .map(NetrcFile.Entry::login)
        .orElseThrow(() -> new ConfigException("netrc " + path + ": no login for " + host));
  }

  private Path path(CliIo io) {
    if (file != null) {
      return file;
    }
    String home = io.environment().get("HOME");
    return Path.of(home == null ? System.getProperty("user.home") : home, ".netrc");
  }

  private static String password(Path path, Account account) {
    return NetrcFile.find(read(path), account.host(), account.user())
        .map(NetrcFile.Entry::password)
        .orElseThrow(() -> new ConfigException("netrc " + path + ": no password for " + account));
  }

  private static List<NetrcFile.Entry> read(Path path) {
    try {
      checkOwnersOnly(path);
      return NetrcFile.parse(Files.readString(path).replace("\r\n", "\n"));
    } catch (IOException e) {
      throw new ConfigException(
          "netrc " + path + ": cannot be read (" + e.getClass().getSimpleName() + ")");
    } catch (ConfigException e) {
      throw new ConfigException("netrc " + path + ": " + e.getMessage());
    }
  }

  private static void checkOwnersOnly(Path path) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view != null && !OWNERS.containsAll(view.readAttributes().permissions())) {
      throw new ConfigException("others than its owner may read or write it: chmod 600");
    }
  }
}
