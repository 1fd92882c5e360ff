// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Response;
import io.github.pop3reactive.codec.ResponseCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no session that is logged in, for programs to act on:
 *
 * <pre>{@code
 * client.connect().doOnError(Pop3Exception.class, e -> {
 *   switch (LoginFailure.of(e).reason()) {
 *     case BAD_CREDENTIALS, TOKEN_REFUSED -> stopAndAsk();
 *     case IN_USE, LOGIN_DELAY, TEMPORARY, TRANSPORT -> later();
 *     case PERMANENT, POLICY, TLS, PROTOCOL -> tellSomebody();
 *   }
 * });
 * }</pre>
 *
 * <p>A response code decides if the server gives one (RFC 2449 section 8.1, RFC 3206): IN-USE,
 * LOGIN-DELAY, SYS/TEMP, SYS/PERM or another SYS, AUTH, each with whatever refines it. Without one
 * it is the text, as known servers word it. A refusal that says neither is about the credentials,
 * unless it refuses the connection or the server announces AUTH-RESP-CODE, which promises a code
 * where it is.
 *
 * @param reason what kind of failure it is
 * @param retryAfter how long the server wants to be left alone, as far as it said so in its refusal
 *     or by the capability LOGIN-DELAY; null if nothing is known
 */
public record LoginFailure(Reason reason, @Nullable Duration retryAfter) {

  /** Kinds of failures. */
  public enum Reason {
    /** User or password are wrong. Trying again may lock the account. */
    BAD_CREDENTIALS(false),
    /** The access token was refused, the renewed one as well if there is a source of tokens. */
    TOKEN_REFUSED(false),
    /** The credentials are good, another session has the maildrop. Worth a retry in minutes. */
    IN_USE(true),
    /** It is too soon or too often. Worth a retry after {@link LoginFailure#retryAfter()}. */
    LOGIN_DELAY(true),
    /** The server cannot do it now, or refuses the connection. Worth a retry. */
    TEMPORARY(true),
    /** The server cannot do it until somebody has changed something there. */
    PERMANENT(false),
    /**
     * Not in this way: no way to log in that both sides have, one that the server does not allow or
     * not in clear, POP3 switched off for the account, a password of another kind wanted.
     */
    POLICY(false),
    /** The connection could not be made, was lost, or a deadline passed. Worth a retry. */
    TRANSPORT(true),
    /** The connection could not be secured, or a secret was withheld because it is in clear. */
    TLS(false),
    /** The server broke the protocol or a limit, or did not prove what it has to. */
    PROTOCOL(false);

    private final boolean retryable;

    Reason(boolean retryable) {
      this.retryable = retryable;
    }

    /** Returns whether the same, some time later, may succeed. */
    public boolean isRetryable() {
      return retryable;
    }

    /** Returns whether the server did not accept who the client is or how it says so. */
    boolean isAboutCredentials() {
      return this == BAD_CREDENTIALS || this == TOKEN_REFUSED || this == POLICY;
    }
  }

  /** Returns what a failure to connect or to log in means. */
  public static LoginFailure of(Pop3Exception failure) {
    if (failure instanceof Pop3AuthenticationException refused) {
      return refused.loginFailure();
    }
    if (failure instanceof Pop3ResponseException refused) {
      return refused.loginFailure();
    }
    if (failure instanceof Pop3TlsException) {
      return of(Reason.TLS);
    }
    return of(
        failure instanceof Pop3ConnectionException || failure instanceof Pop3TimeoutException
            ? Reason.TRANSPORT
            : Reason.PROTOCOL);
  }

  static LoginFailure of(Reason reason) {
    return new LoginFailure(reason, null);
  }

  /** Returns what the refusal of anything but a login means; never about the credentials. */
  static LoginFailure ofOther(Pop3Response refusal) {
    Reason byCode = byCode(refusal.code());
    Reason reason = byCode == null ? RefusalText.reason(refusal.text()) : byCode;
    if (reason == null || reason.isAboutCredentials()) {
      reason = byCode == null ? Reason.TEMPORARY : Reason.PERMANENT;
    }
    return of(reason, refusal, Capabilities.NONE);
  }

  /**
   * Returns what the refusal of a login means.
   *
   * @param credentials what it is if it is about the credentials
   */
  static LoginFailure ofLogin(Pop3Response refusal, Capabilities told, Reason credentials) {
    Reason byCode = byCode(refusal.code());
    Reason byText = RefusalText.reason(refusal.text());
    Reason reason;
    if (byCode == Reason.BAD_CREDENTIALS) {
      reason = byText == Reason.POLICY ? byText : byCode;
    } else if (byCode != null) {
      reason = byCode;
    } else if (byText != null) {
      reason = byText;
    } else {
      reason = told.authRespCode() ? Reason.PERMANENT : Reason.BAD_CREDENTIALS;
    }
    return of(reason == Reason.BAD_CREDENTIALS ? credentials : reason, refusal, told);
  }

  private static LoginFailure of(Reason reason, Pop3Response refusal, Capabilities told) {
    if (reason != Reason.LOGIN_DELAY) {
      return of(reason);
    }
    ResponseCode code = refusal.code();
    Duration said = code == null ? null : RefusalText.argumentSeconds(code);
    if (said == null) {
      said = RefusalText.duration(refusal.text());
    }
    if (said == null && told.loginDelaySeconds().isPresent()) {
      said = Duration.ofSeconds(told.loginDelaySeconds().getAsInt());
    }
    return new LoginFailure(reason, said);
  }

  private static @Nullable Reason byCode(@Nullable ResponseCode code) {
    if (code == null) {
      return null;
    }
    if (code.is("IN-USE")) {
      return Reason.IN_USE;
    }
    if (code.is("LOGIN-DELAY")) {
      return Reason.LOGIN_DELAY;
    }
    if (code.is("SYS")) {
      return code.is("SYS/TEMP") ? Reason.TEMPORARY : Reason.PERMANENT;
    }
    return code.is("AUTH") ? Reason.BAD_CREDENTIALS : null;
  }
}
