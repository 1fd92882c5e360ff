// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.ResponseCode;
import io.github.pop3reactive.session.LoginFailure.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What servers without response codes write when they refuse a login. The first entry that matches
 * counts. What is not worth a retry comes first: a text that also blames the password must not be
 * tried again, which locks accounts.
 */
final class RefusalText {
  private record Entry(Pattern pattern, Reason reason) {}

  private static final List<Entry> TABLE =
      List.of(
          entry(
              Reason.POLICY,
              "app(lication)?[- ]specific password",
              "app(lication)? password",
              "web login required",
              "(account|user|access|pop3?).{0,40}(disabled|suspended|blocked|deactivated|expired)",
              "account.{0,20}locked",
              "(not|isn't|n't).{0,20}(enabled|activated|allowed|permitted).{0,20}(pop|access)",
              "pop3?.{0,30} (is )?(not|isn't) (enabled|activated|allowed|available|permitted)",
              "(plaintext|cleartext|clear text|plain text).{0,30}(disallowed|not|disabled)",
              "(only|requires?|must|need).{0,40}\\b(ssl|tls|stls|secure connection)\\b",
              "(unknown|unsupported|unrecognized|invalid|bad).{0,20}"
                  + "(command|mechanism|auth(entication)? (type|method|mechanism))",
              "(command|mechanism|method|type).{0,30}"
                  + "(unknown|unrecognized|unsupported|unimplemented|disabled|not\\b)",
              "not (implemented|supported)"),
          entry(
              Reason.BAD_CREDENTIALS,
              "(bad|invalid|incorrect|wrong|unknown).{0,30}(password|passwd|credential|user|login)",
              "(password|passwd|credential).{0,40}(bad|invalid|incorrect|wrong|mismatch|not)",
              "no such (user|mailbox|account)"),
          entry(
              Reason.LOGIN_DELAY,
              "login limit",
              "log ?ins?\\b.{0,20}\\b(only )?(allowed )?(only )?every",
              "log ?ins? must be at least",
              "too (frequent|often|soon|many (login|log-in|logon|auth|attempt|request))",
              "rate limit",
              "minimum (login )?(interval|delay)"),
          entry(
              Reason.IN_USE,
              "lock busy",
              "\\bin use\\b",
              "(another|other|existing) (pop3? )?session",
              "already (a |logged|locked|open|has a|have a)",
              "(mailbox|maildrop|mail ?drop|mail folder).{0,40}\\block(ed)?\\b",
              "(can'?t|cannot|could ?n[o']t|unable to|failed to).{0,20}\\block\\b",
              "\\bwait a few minutes\\b"),
          entry(
              Reason.TEMPORARY,
              "temporar(y|ily)",
              "try again (later|in)",
              "try later",
              "retry later",
              "(server|service|system) (is )?(currently )?(unavailable|busy|down|overloaded)",
              "too many (connections|sessions|users)",
              "(server|service) not available",
              "shutting down"));

  private static final Pattern DURATION =
      Pattern.compile("\\b(\\d{1,6})[ -]?(seconds?|secs?|minutes?|mins?|hours?)\\b");
  private static final Pattern ARGUMENT = Pattern.compile("[^ ]* +(\\d{1,9})");

  private RefusalText() {}

  private static Entry entry(Reason reason, String... alternatives) {
    return new Entry(Pattern.compile(String.join("|", alternatives)), reason);
  }

  /** Returns what the text tells, or null. */
  static @Nullable Reason reason(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return TABLE.stream()
        .filter(entry -> entry.pattern().matcher(lower).find())
        .map(Entry::reason)
        .findFirst()
        .orElse(null);
  }

  /** Returns the first span of time that the text names, or null. */
  static @Nullable Duration duration(String text) {
    Matcher span = DURATION.matcher(text.toLowerCase(Locale.ROOT));
    if (!span.find()) {
      return null;
    }
    long count = Long.parseLong(span.group(1));
    return switch (span.group(2).charAt(0)) {
      case 's' -> Duration.ofSeconds(count);
      case 'm' -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
  }

  /** Returns the seconds behind the code itself, as in {@code LOGIN-DELAY 300}, or null. */
  static @Nullable Duration argumentSeconds(ResponseCode code) {
    Matcher argument = ARGUMENT.matcher(code.value());
    return argument.matches() ? Duration.ofSeconds(Long.parseLong(argument.group(1))) : null;
  }
}
