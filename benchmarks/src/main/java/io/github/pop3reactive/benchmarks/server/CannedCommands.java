// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.server;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers the commands of one session. The user names the maildrop; any password will do. */
final class CannedCommands {
  private final Map<String, Maildrop> maildrops;
  private @Nullable Maildrop maildrop;
  private boolean inAuth;
  private boolean quit;

  CannedCommands(Map<String, Maildrop> maildrops) {
    this.maildrops = maildrops;
  }

  boolean isQuit() {
    return quit;
  }

  ByteBuf answer(String line) {
    if (inAuth) {
      inAuth = false;
      return plain(line);
    }
    int blank = line.indexOf(' ');
    String verb = blank < 0 ? line : line.substring(0, blank);
    String argument = blank < 0 ? "" : line.substring(blank + 1);
    return switch (verb) {
      case "RETR" -> retr(argument);
      case "DELE", "NOOP", "RSET", "PASS" -> CannedReplies.ok();
      case "CAPA" -> CannedReplies.capa();
      case "USER" -> user(argument);
      case "AUTH" -> auth(argument);
      case "STAT" -> stat();
      case "LIST" -> list(argument);
      case "UIDL" -> maildrop == null ? CannedReplies.err() : maildrop.uidl();
      case "QUIT" -> {
        quit = true;
        yield CannedReplies.ok();
      }
      default -> CannedReplies.err();
    };
  }

  private ByteBuf user(String name) {
    maildrop = maildrops.get(name);
    return maildrop == null ? CannedReplies.err() : CannedReplies.ok();
  }

  private ByteBuf auth(String argument) {
    if (argument.startsWith("PLAIN ")) {
      return plain(argument.substring("PLAIN ".length()));
    }
    inAuth = argument.equals("PLAIN");
    return inAuth ? CannedReplies.goAhead() : CannedReplies.err();
  }

  private ByteBuf plain(String response) {
    String decoded = new String(Base64.getDecoder().decode(response), StandardCharsets.UTF_8);
    String[] parts = decoded.split("\0", -1);
    return parts.length == 3 ? user(parts[1]) : CannedReplies.err();
  }

  private ByteBuf stat() {
    if (maildrop == null) {
      return CannedReplies.err();
    }
    MaildropFacts facts = maildrop.facts();
    return CannedReplies.line(
        "+OK " + facts.messages() + " " + (long) facts.messages() * facts.octets());
  }

  private ByteBuf list(String argument) {
    if (maildrop == null) {
      return CannedReplies.err();
    }
    return argument.isEmpty()
        ? maildrop.list()
        : CannedReplies.line("+OK " + argument + " " + maildrop.facts().octets());
  }

  private ByteBuf retr(String argument) {
    int number = Integer.parseInt(argument.trim());
    return maildrop != null && maildrop.has(number) ? maildrop.retr(number) : CannedReplies.err();
  }
}
