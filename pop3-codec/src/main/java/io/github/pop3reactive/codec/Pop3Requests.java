// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import static io.github.pop3reactive.codec.ReplyShape.CONTINUATION;
import static io.github.pop3reactive.codec.ReplyShape.LAST_PLAINTEXT;
import static io.github.pop3reactive.codec.ReplyShape.MULTI_LINE;
import static io.github.pop3reactive.codec.ReplyShape.SINGLE_LINE;

/**
 * The requests of POP3, each with the shape of its reply. A method throws {@link
 * IllegalArgumentException} if an argument holds a character that must not be sent, or if a message
 * number is below 1 or a line count below 0.
 */
public final class Pop3Requests {
  private static final Pop3Request CAPA = Pop3Request.of(Pop3Command.CAPA, MULTI_LINE);
  private static final Pop3Request STLS = Pop3Request.of(Pop3Command.STLS, LAST_PLAINTEXT);
  private static final Pop3Request STAT = Pop3Request.of(Pop3Command.STAT, SINGLE_LINE);
  private static final Pop3Request LIST = Pop3Request.of(Pop3Command.LIST, MULTI_LINE);
  private static final Pop3Request UIDL = Pop3Request.of(Pop3Command.UIDL, MULTI_LINE);
  private static final Pop3Request LAST = Pop3Request.of(Pop3Command.LAST, SINGLE_LINE);
  private static final Pop3Request NOOP = Pop3Request.of(Pop3Command.NOOP, SINGLE_LINE);
  private static final Pop3Request RSET = Pop3Request.of(Pop3Command.RSET, SINGLE_LINE);
  private static final Pop3Request QUIT = Pop3Request.of(Pop3Command.QUIT, SINGLE_LINE);

  private static final Pop3Request UTF8 = Pop3Request.of(Pop3Command.UTF8, SINGLE_LINE);
  private static final Pop3Request LANG = Pop3Request.of(Pop3Command.LANG, MULTI_LINE);

  private Pop3Requests() {}

  /** {@code CAPA}, RFC 2449 section 5. */
  public static Pop3Request capa() {
    return CAPA;
  }

  /** {@code STLS}, RFC 2595 section 4. */
  public static Pop3Request stls() {
    return STLS;
  }

  /** {@code USER name}, RFC 1939 section 7. */
  public static Pop3Request user(String name) {
    return Pop3Request.of(Pop3Command.USER, SINGLE_LINE, name);
  }

  /** {@code PASS string}, RFC 1939 section 7; the string is sent as it is, blanks included. */
  public static Pop3Request pass(String password) {
    return Pop3Request.of(Pop3Command.PASS, SINGLE_LINE, password);
  }

  /**
   * {@code APOP name digest}, RFC 1939 section 7.
   *
   * @param digest 32 lower-case hexadecimal digits
   */
  public static Pop3Request apop(String name, String digest) {
    return Pop3Request.of(Pop3Command.APOP, SINGLE_LINE, name, digest);
  }

  /** {@code AUTH mechanism}, RFC 5034 section 4. */
  public static Pop3Request auth(String mechanism) {
    return Pop3Request.of(Pop3Command.AUTH, CONTINUATION, mechanism);
  }

  /**
   * {@code AUTH mechanism initial-response}, RFC 5034 section 4.
   *
   * @param initialResponse base64, or {@code =} for an empty response
   */
  public static Pop3Request auth(String mechanism, String initialResponse) {
    return Pop3Request.of(Pop3Command.AUTH, CONTINUATION, mechanism, initialResponse);
  }

  /**
   * The client's answer to a continuation within AUTH, RFC 5034 section 4.
   *
   * @param line base64, or {@code *} to cancel the exchange
   */
  public static Pop3Request authContinuation(String line) {
    return Pop3Request.continuation(Pop3Command.AUTH, line);
  }

  /** {@code STAT}, RFC 1939 section 5. */
  public static Pop3Request stat() {
    return STAT;
  }

  /** {@code LIST}, RFC 1939 section 5. */
  public static Pop3Request list() {
    return LIST;
  }

  /** {@code LIST msg}, RFC 1939 section 5. */
  public static Pop3Request list(int message) {
    return Pop3Request.of(Pop3Command.LIST, SINGLE_LINE, number(message));
  }

  /** {@code UIDL}, RFC 1939 section 7. */
  public static Pop3Request uidl() {
    return UIDL;
  }

  /** {@code UIDL msg}, RFC 1939 section 7. */
  public static Pop3Request uidl(int message) {
    return Pop3Request.of(Pop3Command.UIDL, SINGLE_LINE, number(message));
  }

  /** {@code RETR msg}, RFC 1939 section 5. */
  public static Pop3Request retr(int message) {
    return Pop3Request.of(Pop3Command.RETR, MULTI_LINE, number(message));
  }

  /** {@code TOP msg n}, RFC 1939 section 7. */
  public static Pop3Request top(int message, int lines) {
    if (lines < 0) {
      throw new IllegalArgumentException("line count " + lines + " is below 0");
    }
    return Pop3Request.of(Pop3Command.TOP, MULTI_LINE, number(message), Integer.toString(lines));
  }

  /** {@code DELE msg}, RFC 1939 section 5. */
  public static Pop3Request dele(int message) {
    return Pop3Request.of(Pop3Command.DELE, SINGLE_LINE, number(message));
  }

  /** {@code NOOP}, RFC 1939 section 5. */
  public static Pop3Request noop() {
    return NOOP;
  }

  /** {@code RSET}, RFC 1939 section 5. */
  public static Pop3Request rset() {
    return RSET;
  }

  /** {@code LAST}, RFC 1460 section 5, no longer part of RFC 1939. */
  public static Pop3Request last() {
    return LAST;
  }

  /** {@code UTF8}, RFC 6856 section 2.1. */
  public static Pop3Request utf8() {
    return UTF8;
  }

  /** {@code LANG}, which lists languages, RFC 6856 section 3. */
  public static Pop3Request lang() {
    return LANG;
  }

  /**
   * {@code LANG tag}, RFC 6856 section 3.
   *
   * @param tag a language tag, or {@code *} for the server's default
   */
  public static Pop3Request lang(String tag) {
    return Pop3Request.of(Pop3Command.LANG, SINGLE_LINE, tag);
  }

  /** {@code QUIT}, RFC 1939 sections 4 and 6. */
  public static Pop3Request quit() {
    return QUIT;
  }

  private static String number(int message) {
    if (message < 1) {
      throw new IllegalArgumentException("message number " + message + " is below 1");
    }
    return Integer.toString(message);
  }
}
