// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.sasl;

import io.github.pop3reactive.sasl.Credentials.Kind;
import java.util.List;
import java.util.stream.Stream;

/**
 * The mechanisms that come with the library. Each serves one {@link Credentials.Kind}; what it
 * cannot send, such as NUL in a password, fails the login with {@link IllegalArgumentException}.
 */
public final class SaslMechanisms {
  private static final List<String> SCRAM =
      List.of(
          "SCRAM-SHA-512-PLUS",
          "SCRAM-SHA-256-PLUS",
          "SCRAM-SHA-1-PLUS",
          "SCRAM-SHA-512",
          "SCRAM-SHA-256",
          "SCRAM-SHA-1");
  private static final SaslMechanism SCRAM_SHA_512 = scram("SCRAM-SHA-512", ScramOptions.DEFAULT);
  private static final SaslMechanism SCRAM_SHA_256 = scram("SCRAM-SHA-256", ScramOptions.DEFAULT);
  private static final SaslMechanism SCRAM_SHA_1 = scram("SCRAM-SHA-1", ScramOptions.DEFAULT);
  private static final SaslMechanism XOAUTH2 = new BearerMechanism(false);
  private static final SaslMechanism OAUTHBEARER = new BearerMechanism(true);
  private static final SaslMechanism EXTERNAL = new IdentityMechanism("EXTERNAL", Kind.EXTERNAL);
  private static final JdkSaslMechanism DIGEST_MD5 =
      new JdkSaslMechanism("DIGEST-MD5", Kind.PASSWORD);
  private static final JdkSaslMechanism CRAM_MD5 = new JdkSaslMechanism("CRAM-MD5", Kind.PASSWORD);
  private static final SaslMechanism NTLM = new JdkSaslMechanism("NTLM", Kind.PASSWORD);
  private static final SaslMechanism GSSAPI = new JdkSaslMechanism("GSSAPI", Kind.EXTERNAL);
  private static final SaslMechanism PLAIN = ClearPasswordMechanism.plain();
  private static final SaslMechanism LOGIN = ClearPasswordMechanism.login();
  private static final SaslMechanism ANONYMOUS = new IdentityMechanism("ANONYMOUS", Kind.ANONYMOUS);

  private static final List<SaslMechanism> OTHERS =
      Stream.of(XOAUTH2, OAUTHBEARER, EXTERNAL, DIGEST_MD5, CRAM_MD5, PLAIN, LOGIN, ANONYMOUS)
          .filter(mechanism -> !(mechanism instanceof JdkSaslMechanism jdk) || jdk.isAvailable())
          .toList();

  private static final List<SaslMechanism> STRONGEST_FIRST = strongestFirst(ScramOptions.DEFAULT);

  private SaslMechanisms() {}

  /**
   * Returns all of them, the strongest first, which is SCRAM with channel binding; without
   * DIGEST-MD5 and CRAM-MD5 where the JVM does not have them or its security policy forbids them.
   */
  public static List<SaslMechanism> strongestFirst() {
    return STRONGEST_FIRST;
  }

  /** Returns all of them as {@link #strongestFirst()}, with these options for SCRAM. */
  public static List<SaslMechanism> strongestFirst(ScramOptions options) {
    return Stream.concat(SCRAM.stream().map(name -> scram(name, options)), OTHERS.stream())
        .toList();
  }

  /**
   * Returns SCRAM with the hash function SHA-512, SHA-256 or SHA-1, without or with channel
   * binding. With it, the login fails if TLS ends at someone in between, even one whose certificate
   * is trusted. On a connection that has no channel binding of the types in the options, a -PLUS
   * mechanism is passed over.
   *
   * <p>Without it, the server is told (flag {@code y}) that it was missing in its list, so that it
   * can notice that someone has taken it out; but not on a connection that has none either, nor
   * where there is no list.
   *
   * @param name as registered, such as {@code SCRAM-SHA-256-PLUS}
   * @throws IllegalArgumentException if there is no such mechanism
   */
  public static SaslMechanism scram(String name, ScramOptions options) {
    if (!SCRAM.contains(name)) {
      throw new IllegalArgumentException("not a mechanism of SCRAM: " + name);
    }
    return new ScramMechanism(name, options);
  }

  /** Returns SCRAM-SHA-512, as {@link #scramSha256()} with another hash function. */
  public static SaslMechanism scramSha512() {
    return SCRAM_SHA_512;
  }

  /**
   * Returns SCRAM-SHA-256 (RFC 7677) without channel binding. The password is not sent. The login
   * fails unless the server proves that it knows the password, and before anything is computed if
   * the server asks for less than 4096 or more than {@link ScramOptions#maxIterations()}. User and
   * password are prepared with SASLprep (RFC 4013).
   */
  public static SaslMechanism scramSha256() {
    return SCRAM_SHA_256;
  }

  /** Returns SCRAM-SHA-1 (RFC 5802), otherwise as {@link #scramSha256()}. */
  public static SaslMechanism scramSha1() {
    return SCRAM_SHA_1;
  }

  /** Returns XOAUTH2, the predecessor of {@link #oauthBearer()}, for access tokens. */
  public static SaslMechanism xoauth2() {
    return XOAUTH2;
  }

  /**
   * Returns OAUTHBEARER (RFC 7628), for access tokens. What the server says of an error, with its
   * status, is part of the failure's message.
   */
  public static SaslMechanism oauthBearer() {
    return OAUTHBEARER;
  }

  /** Returns EXTERNAL (RFC 4422 appendix A), for use with a client certificate. */
  public static SaslMechanism external() {
    return EXTERNAL;
  }

  /**
   * Returns DIGEST-MD5 (RFC 2831) as the JDK has it, without a security layer, in the first realm
   * that the server offers. The password is not sent; obsolete all the same (RFC 6331). The JDK
   * logs the password where the level of {@code javax.security.sasl} is FINE or below; the login
   * fails then instead.
   */
  public static SaslMechanism digestMd5() {
    return DIGEST_MD5;
  }

  /**
   * Returns CRAM-MD5 (RFC 2195) as the JDK has it. The password is not sent. Fails for the sake of
   * the log as {@link #digestMd5()} does.
   */
  public static SaslMechanism cramMd5() {
    return CRAM_MD5;
  }

  /**
   * Returns NTLM as the JDK has it, for servers of Microsoft's, without a domain. The password is
   * not sent; weak all the same, and therefore not among {@link #strongestFirst()}: name it in a
   * {@code LoginOrder}. Fails for the sake of the log as {@link #digestMd5()} does.
   */
  public static SaslMechanism ntlm() {
    return NTLM;
  }

  /**
   * Returns GSSAPI (Kerberos 5, RFC 4752) as the JDK has it, for the service {@code pop} at the
   * host by the name that was connected to, without a security layer. Takes {@link
   * Credentials#external} with whom to act as, or an empty name. The ticket is the JDK's business:
   * with {@code -Djavax.security.auth.useSubjectCredsOnly=false} it is looked for in the ticket
   * cache or had by the JAAS entry {@code com.sun.security.jgss.initiate}. Not among {@link
   * #strongestFirst()}, as not everybody who shows a client certificate has a ticket: name it in a
   * {@code LoginOrder}.
   */
  public static SaslMechanism gssapi() {
    return GSSAPI;
  }

  /** Returns PLAIN (RFC 4616), which sends the password. */
  public static SaslMechanism plain() {
    return PLAIN;
  }

  /** Returns LOGIN (draft-murchison-sasl-login), which sends the password. */
  public static SaslMechanism login() {
    return LOGIN;
  }

  /** Returns ANONYMOUS (RFC 4505). */
  public static SaslMechanism anonymous() {
    return ANONYMOUS;
  }
}
