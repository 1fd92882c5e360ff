// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.test.server.ServerConnection;
import io.github.pop3reactive.test.server.ServerScript;
import io.github.pop3reactive.test.tls.TestCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.sasl.AuthorizeCallback;
import javax.security.sasl.RealmCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;

/**
 * A server that knows every mechanism. It lets everybody in, or nobody, and then repeats all that
 * it was told.
 */
record SecretsServer(String password, TestCertificate certificate, boolean tls, boolean refuses)
    implements ServerScript {
  private static final String CAPABILITIES =
      "+OK\r\nSTLS\r\nUSER\r\nSASL PLAIN LOGIN NTLM CRAM-MD5 DIGEST-MD5 EXTERNAL ANONYMOUS XOAUTH2"
          + " OAUTHBEARER SCRAM-SHA-1 SCRAM-SHA-256 SCRAM-SHA-512 SCRAM-SHA-1-PLUS"
          + " SCRAM-SHA-256-PLUS SCRAM-SHA-512-PLUS\r\n.\r\n";

  @Override
  public void run(ServerConnection c) throws IOException {
    if (tls) {
      c.startTls(certificate);
    }
    c.send("+OK ready <1896.697170952@localhost>");
    String line;
    while ((line = c.readLine()) != null) {
      switch (line.split(" ")[0]) {
        case "CAPA" -> c.sendRaw(CAPABILITIES);
        case "STLS" -> {
          c.send("+OK begin");
          c.startTls(certificate);
        }
        case "AUTH" -> decide(c, authenticates(c, line.split(" ")));
        case "PASS", "APOP" -> decide(c, true);
        default -> c.send("+OK");
      }
    }
  }

  private void decide(ServerConnection c, boolean good) throws IOException {
    if (!good) {
      throw new AssertionError("the client cannot log in: " + c.lines());
    }
    if (refuses) {
      List<String> heard = new ArrayList<>();
      for (String line : c.lines()) {
        heard.add(line);
        String last = line.substring(line.lastIndexOf(' ') + 1);
        try {
          heard.add(new String(Base64.getDecoder().decode(last), StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
          // Not base64.
        }
      }
      String text = String.join(" ", heard).replaceAll("[\r\n\0\1]", " ");
      c.send("-ERR [AUTH] no: " + text.substring(Math.max(0, text.length() - 400)));
    } else {
      c.send("+OK in");
    }
  }

  private boolean authenticates(ServerConnection c, String[] auth) throws IOException {
    String mechanism = auth[1];
    String initial = auth.length > 2 ? auth[2] : null;
    switch (mechanism) {
      case "LOGIN" -> {
        c.send("+ VXNlcm5hbWU6");
        c.readLine();
        c.send("+ UGFzc3dvcmQ6");
        return c.readLine() != null;
      }
      case "PLAIN", "XOAUTH2", "OAUTHBEARER", "EXTERNAL", "ANONYMOUS" -> {
        if (initial == null) {
          c.send("+ ");
          initial = c.readLine();
        }
        return initial != null;
      }
      default -> {
        return proves(c, server(mechanism), initial);
      }
    }
  }

  private static boolean proves(ServerConnection c, SaslServer server, String initial)
      throws IOException {
    try {
      byte[] response = initial == null ? new byte[0] : Base64.getDecoder().decode(initial);
      byte[] challenge = server.evaluateResponse(response);
      while (challenge != null) {
        c.send("+ " + Base64.getEncoder().encodeToString(challenge));
        String line = c.readLine();
        if (server.isComplete()) {
          return line.isEmpty();
        }
        challenge = server.evaluateResponse(Base64.getDecoder().decode(line));
      }
      return server.isComplete();
    } catch (SaslException e) {
      throw new AssertionError(server.getMechanismName(), e);
    }
  }

  private SaslServer server(String mechanism) throws SaslException {
    if (mechanism.startsWith("SCRAM")) {
      boolean plus = mechanism.endsWith("-PLUS");
      return new ElytronPeer(
              password, plus ? "tls-server-end-point" : null, plus ? endPoint() : null)
          .server(mechanism);
    }
    Map<String, String> domain = Map.of("com.sun.security.sasl.ntlm.domain", "EXAMPLE");
    return Sasl.createSaslServer(mechanism, "pop", "localhost", domain, this::answer);
  }

  private byte[] endPoint() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(certificate.certificate().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void answer(Callback[] callbacks) {
    for (Callback callback : callbacks) {
      if (callback instanceof PasswordCallback asked) {
        asked.setPassword(password.toCharArray());
      } else if (callback instanceof RealmCallback asked) {
        asked.setText(asked.getDefaultText());
      } else if (callback instanceof NameCallback asked) {
        asked.setName(asked.getDefaultName());
      } else if (callback instanceof AuthorizeCallback asked) {
        asked.setAuthorized(true);
      }
    }
  }
}
