// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.test.server.ServerConnection;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.sasl.AuthorizeCallback;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import org.wildfly.security.auth.callback.ChannelBindingCallback;
import org.wildfly.security.password.WildFlyElytronPasswordProvider;
import org.wildfly.security.sasl.scram.ScramSaslServerFactory;

/** The server's side of SCRAM as WildFly Elytron has it. */
record ElytronPeer(String password, String bindingType, byte[] bindingData) {

  /** Announces the mechanism, takes AUTH with it, and answers with a status line. */
  void logIn(ServerConnection c, String mechanism) throws IOException {
    c.send("+OK ready");
    c.expect("CAPA");
    c.sendRaw("+OK\r\nSASL " + mechanism + "\r\n.\r\n");
    c.send(answers(c, mechanism) ? "+OK" : "-ERR [AUTH] no");
  }

  private boolean answers(ServerConnection c, String mechanism) throws IOException {
    SaslServer server = server(mechanism);
    String[] auth = c.readLine().split(" ");
    if (!auth[0].equals("AUTH") || !auth[1].equals(mechanism)) {
      throw new AssertionError(String.join(" ", auth));
    }
    String line = auth[2];
    try {
      while (!server.isComplete()) {
        byte[] challenge = server.evaluateResponse(Base64.getDecoder().decode(line));
        c.send("+ " + Base64.getEncoder().encodeToString(challenge));
        line = c.readLine();
        if (line.equals("*")) {
          return false;
        }
      }
      return line.isEmpty();
    } catch (SaslException e) {
      return false;
    }
  }

  SaslServer server(String mechanism) throws SaslException {
    return new ScramSaslServerFactory(WildFlyElytronPasswordProvider.getInstance())
        .createSaslServer(mechanism, "pop", "localhost", Map.of(), this::handle);
  }

  private void handle(Callback[] callbacks) throws UnsupportedCallbackException {
    for (Callback callback : callbacks) {
      if (callback instanceof ChannelBindingCallback binding) {
        binding.setBindingType(bindingType);
        binding.setBindingData(bindingData);
      } else if (callback instanceof PasswordCallback asked) {
        asked.setPassword(password.toCharArray());
      } else if (callback instanceof AuthorizeCallback asked) {
        asked.setAuthorized(asked.getAuthorizationID().equals("ann"));
      } else if (!(callback instanceof NameCallback)) {
        throw new UnsupportedCallbackException(callback);
      }
    }
  }
}
