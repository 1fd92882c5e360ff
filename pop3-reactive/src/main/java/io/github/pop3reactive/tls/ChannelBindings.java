// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.tls;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** What names a TLS connection to a mechanism that is to hold for this connection only. */
public final class ChannelBindings {
  /** RFC 9266: a value that only the two ends of this connection can compute. */
  public static final String TLS_EXPORTER = "tls-exporter";

  /** RFC 5929 section 4: the hash of the server's certificate. */
  public static final String TLS_SERVER_END_POINT = "tls-server-end-point";

  private static final String EXPORTER_LABEL = "EXPORTER-Channel-Binding";
  private static final int EXPORTER_OCTETS = 32;
  private static final Pattern HASH_WITH_KEY = Pattern.compile("(.+)WITH.+");

  private static final String EXPORT_METHOD = "exportKeyingMaterialData";
  private static final Class<?>[] EXPORT_PARAMETERS = {String.class, byte[].class, int.class};

  /** Java 25's; null before. */
  private static final @Nullable MethodHandle EXPORT = export();

  /** Whether sessions of a class may export; those that do not throw, which costs as much. */
  private static final ClassValue<Boolean> EXPORTS =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return exports(type);
        }
      };

  private ChannelBindings() {}

  /**
   * Returns the channel binding of this type for a client's connection whose handshake is done, or
   * null if the connection has none.
   *
   * <p>{@value #TLS_SERVER_END_POINT} is there with every engine, unless the certificate's
   * signature has no hash function of its own or more than one (Ed25519, Ed448), for which RFC 5929
   * defines none. {@value #TLS_EXPORTER} is there with TLS 1.3 and the JDK's engine from Java 25
   * on. There are no others.
   */
  public static byte @Nullable [] of(SSLSession session, String type) {
    try {
      return switch (type) {
        case TLS_EXPORTER -> exported(session);
        case TLS_SERVER_END_POINT -> hashOfCertificate(session);
        default -> null;
      };
    } catch (GeneralSecurityException | SSLPeerUnverifiedException e) {
      return null;
    }
  }

  private static byte @Nullable [] hashOfCertificate(SSLSession session)
      throws GeneralSecurityException, SSLPeerUnverifiedException {
    Certificate[] chain = session.getPeerCertificates();
    if (chain.length == 0 || !(chain[0] instanceof X509Certificate certificate)) {
      return null;
    }
    String hash = hashOf(certificate);
    return hash == null ? null : MessageDigest.getInstance(hash).digest(certificate.getEncoded());
  }

  /** Returns the name of the hash function that RFC 5929 section 4.1 asks for, or null. */
  private static @Nullable String hashOf(X509Certificate certificate)
      throws GeneralSecurityException {
    String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    if (algorithm.startsWith("RSASSA-PSS") || algorithm.equals("RSAPSS")) {
      return hashOfPss(certificate);
    }
    Matcher parts = HASH_WITH_KEY.matcher(algorithm);
    return parts.matches() ? standing(parts.group(1)) : null;
  }

  private static @Nullable String hashOfPss(X509Certificate certificate)
      throws GeneralSecurityException {
    byte[] encoded = certificate.getSigAlgParams();
    if (encoded == null) {
      return null;
    }
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
    try {
      parameters.init(encoded);
      return standing(parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm());
    } catch (IOException e) {
      return null;
    }
  }

  /** Replaces what is too weak to stand for a certificate. */
  private static String standing(String hash) {
    String name = hash.toUpperCase(Locale.ROOT).replaceFirst("^SHA(?!3-)(?=[0-9])", "SHA-");
    return switch (name) {
      case "MD5", "SHA-1" -> "SHA-256";
      default -> name;
    };
  }

  private static byte @Nullable [] exported(SSLSession session) {
    if (EXPORT == null
        || !(session instanceof ExtendedSSLSession)
        || !EXPORTS.get(session.getClass())
        || !session.getProtocol().equals("TLSv1.3")) {
      return null;
    }
    try {
      return (byte[]) EXPORT.invoke(session, EXPORTER_LABEL, new byte[0], EXPORTER_OCTETS);
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      return null;
    }
  }

  private static boolean exports(Class<?> type) {
    try {
      return type.getMethod(EXPORT_METHOD, EXPORT_PARAMETERS).getDeclaringClass()
          != ExtendedSSLSession.class;
    } catch (NoSuchMethodException e) {
      return true;
    }
  }

  private static @Nullable MethodHandle export() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(
              ExtendedSSLSession.class,
              EXPORT_METHOD,
              MethodType.methodType(byte[].class, EXPORT_PARAMETERS));
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
