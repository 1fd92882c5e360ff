// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.server;

import io.github.pop3reactive.test.tls.TestCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One conversation of a maildrop server: the AUTHORIZATION state, and the way to the next one. */
final class MaildropSession {
  private static final long OPEN_WAIT_MILLIS = 250;

  private final MaildropSettings settings;
  private final ServerConnection connection;
  private final FaultPlan faults;
  private final Consumer<String> log;
  private @Nullable String user;
  private @Nullable MaildropView view;

  MaildropSession(
      MaildropSettings settings,
      ServerConnection connection,
      FaultPlan faults,
      Consumer<String> log) {
    this.settings = settings;
    this.connection = connection;
    this.faults = faults;
    this.log = log;
  }

  void run() throws IOException, InterruptedException {
    try {
      reply(settings.greeting());
      boolean more = true;
      while (more) {
        flushUnlessMoreCame();
        String line = connection.readLine();
        more = line != null && command(line);
      }
      connection.output().flush();
    } finally {
      if (view != null) {
        view.close();
      }
    }
  }

  /** Returns whether the conversation goes on. */
  private boolean command(String line) throws IOException, InterruptedException {
    int blank = line.indexOf(' ');
    String verb = (blank < 0 ? line : line.substring(0, blank)).toUpperCase(Locale.ROOT);
    String argument = blank < 0 ? "" : line.substring(blank + 1);
    log.accept(verb);
    String refusal = faults.command(verb);
    if (refusal != null) {
      reply("-ERR " + refusal);
    } else if (verb.equals("CAPA")) {
      capa();
    } else if (verb.equals("QUIT")) {
      quit();
      return false;
    } else if (view != null) {
      new MaildropTransaction(settings, connection.output(), view).command(verb, argument);
    } else {
      authorization(verb, argument);
    }
    return true;
  }

  private void capa() throws IOException {
    if (!settings.capa()) {
      reply("-ERR unknown command");
      return;
    }
    reply("+OK capabilities follow");
    for (String capability : settings.capabilities()) {
      if (!capability.equals("STLS") || connection.tlsSession() == null) {
        reply(capability);
      }
    }
    reply(".");
  }

  private void quit() throws IOException {
    boolean all = true;
    if (view != null) {
      all = view.commit(settings.deletesRetrieved(), faults.mostRemoved());
      view.close();
      faults.committed();
    }
    reply(all ? "+OK bye" : "-ERR some deleted messages not removed");
  }

  private void authorization(String verb, String argument)
      throws IOException, InterruptedException {
    switch (verb) {
      case "STLS" -> stls();
      case "USER" -> user(argument);
      case "PASS" -> pass(argument);
      case "AUTH" -> auth(argument);
      default -> reply("-ERR unknown command, or not in this state");
    }
  }

  private void stls() throws IOException {
    TestCertificate certificate = settings.stls();
    if (certificate == null || connection.tlsSession() != null) {
      reply("-ERR no STLS here");
      return;
    }
    reply("+OK begin TLS");
    connection.startTls(certificate);
    user = null;
  }

  private void user(String name) throws IOException {
    if (!settings.can("USER")) {
      reply("-ERR USER is not allowed");
      return;
    }
    user = utf8(name.getBytes(StandardCharsets.ISO_8859_1));
    reply("+OK now the password");
  }

  private void pass(String password) throws IOException, InterruptedException {
    String name = user;
    user = null;
    if (name == null) {
      reply("-ERR USER first");
    } else {
      login(name, utf8(password.getBytes(StandardCharsets.ISO_8859_1)));
    }
  }

  private void auth(String argument) throws IOException, InterruptedException {
    List<String> words = List.of(argument.split(" ", 2));
    if (!settings.canSaslPlain() || !words.get(0).equalsIgnoreCase("PLAIN")) {
      reply("-ERR no such mechanism");
      return;
    }
    String response;
    if (words.size() == 2) {
      response = words.get(1).equals("=") ? "" : words.get(1);
    } else {
      reply("+ ");
      flushUnlessMoreCame();
      response = connection.readLine();
    }
    if (response == null || response.equals("*")) {
      reply("-ERR cancelled");
      return;
    }
    plain(response);
  }

  private void plain(String base64) throws IOException, InterruptedException {
    String[] parts;
    try {
      parts = utf8(Base64.getDecoder().decode(base64)).split("\0", -1);
    } catch (IllegalArgumentException e) {
      reply("-ERR not base64");
      return;
    }
    boolean wellFormed = parts.length == 3 && (parts[0].isEmpty() || parts[0].equals(parts[1]));
    if (wellFormed) {
      login(parts[1], parts[2]);
    } else {
      reply("-ERR [AUTH] not an answer to PLAIN");
    }
  }

  private void login(String name, String password) throws IOException, InterruptedException {
    Maildrop maildrop = settings.maildrops().get(name);
    if (maildrop == null || !maildrop.isPassword(password)) {
      reply("-ERR [AUTH] wrong user name or password");
      return;
    }
    view = maildrop.open(OPEN_WAIT_MILLIS);
    reply(view == null ? "-ERR [IN-USE] the maildrop is in use" : "+OK logged in");
  }

  private void flushUnlessMoreCame() throws IOException {
    if (!connection.hasReadAhead()) {
      connection.output().flush();
    }
  }

  private void reply(String line) throws IOException {
    connection.output().writeLine(line);
  }

  private static String utf8(byte[] octets) {
    return new String(octets, StandardCharsets.UTF_8);
  }
}
