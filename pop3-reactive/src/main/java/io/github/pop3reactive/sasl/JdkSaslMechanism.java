// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.sasl;

import io.github.pop3reactive.sasl.Credentials.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.sasl.RealmCallback;
import javax.security.sasl.RealmChoiceCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A mechanism that {@code javax.security.sasl} has, off the event loop. */
final class JdkSaslMechanism implements SaslMechanism {
  /** RFC 5034 section 6. */
  private static final String SERVICE = "pop";

  /** The JDK's DIGEST-MD5 writes the password itself to it. */
  private static final Logger LOG_OF_THE_JDK = Logger.getLogger("javax.security.sasl");

  private static final Pattern EMPTY_REALM = Pattern.compile("^realm=\"\",|,realm=\"\"(?=,|$)");

  private static final Map<String, String> NO_SECURITY_LAYER = Map.of(Sasl.QOP, "auth");

  private final String name;
  private final Kind kind;

  /**
   * Makes a mechanism.
   *
   * @param kind PASSWORD, or EXTERNAL where the JDK finds what it needs by itself
   */
  JdkSaslMechanism(String name, Kind kind) {
    this.name = name;
    this.kind = kind;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean accepts(Credentials credentials) {
    return credentials.kind() == kind;
  }

  /** Returns whether the JDK has it and its security policy does not forbid it. */
  boolean isAvailable() {
    try {
      return client("localhost", null, new Answers("user", "password")) != null;
    } catch (SaslException e) {
      return false;
    }
  }

  @Override
  public Mono<SaslConversation> start(Credentials credentials, SaslContext context) {
    String host = Objects.requireNonNullElse(context.host(), "localhost");
    String user = credentials.user();
    String actAs = kind == Kind.PASSWORD || user.isEmpty() ? null : user;
    return secret(credentials)
        .publishOn(Schedulers.boundedElastic())
        .handle(
            (password, sink) -> {
              try {
                if (LOG_OF_THE_JDK.isLoggable(Level.FINE)) {
                  throw new SaslException(
                      name
                          + " is withheld: the logger javax.security.sasl, at FINE or below,"
                          + " would write the password down");
                }
                SaslClient client = client(host, actAs, new Answers(user, password));
                if (client == null) {
                  sink.error(new SaslException(name + " is not available in this JVM"));
                } else {
                  sink.next(new Conversation(client));
                }
              } catch (SaslException e) {
                sink.error(e);
              }
            });
  }

  private Mono<String> secret(Credentials credentials) {
    return kind == Kind.PASSWORD || credentials.kind() != kind
        ? credentials.secret(kind)
        : Mono.just("");
  }

  private @Nullable SaslClient client(String host, @Nullable String actAs, CallbackHandler answers)
      throws SaslException {
    return Sasl.createSaslClient(
        new String[] {name}, actAs, SERVICE, host, NO_SECURITY_LAYER, answers);
  }

  private static final class Conversation implements SaslConversation {
    private final SaslClient client;
    private final byte @Nullable [] initialResponse;
    private volatile boolean failed;

    Conversation(SaslClient client) throws SaslException {
      this.client = client;
      this.initialResponse = client.hasInitialResponse() ? answer(new byte[0]) : null;
    }

    @Override
    public byte @Nullable [] initialResponse() {
      return initialResponse;
    }

    @Override
    public Mono<byte[]> respond(byte[] challenge) {
      return Mono.fromCallable(() -> answer(challenge)).subscribeOn(Schedulers.boundedElastic());
    }

    private byte[] answer(byte[] challenge) throws SaslException {
      try {
        byte[] answer = client.evaluateChallenge(withoutEmptyRealm(challenge));
        return Objects.requireNonNullElse(answer, new byte[0]);
      } catch (SaslException | RuntimeException e) {
        failed = true;
        throw e;
      }
    }

    /** Dovecot's realm is empty by default, and the JDK cannot take that for the absence of one. */
    private byte[] withoutEmptyRealm(byte[] challenge) {
      if (!client.getMechanismName().equals("DIGEST-MD5")) {
        return challenge;
      }
      String directives = new String(challenge, StandardCharsets.ISO_8859_1);
      return EMPTY_REALM.matcher(directives).replaceAll("").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** DIGEST-MD5 calls itself complete even if the server's proof was wrong. */
    @Override
    public boolean isComplete() {
      return client.isComplete() && !failed;
    }
  }

  private static final class Answers implements CallbackHandler {
    private final String user;
    private final String password;

    Answers(String user, String password) {
      this.user = user;
      this.password = password;
    }

    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
      for (Callback callback : callbacks) {
        if (callback instanceof NameCallback name) {
          name.setName(user);
        } else if (callback instanceof PasswordCallback secret) {
          secret.setPassword(password.toCharArray());
        } else if (callback instanceof RealmCallback realm) {
          realm.setText(Objects.requireNonNullElse(realm.getDefaultText(), ""));
        } else if (callback instanceof RealmChoiceCallback realms) {
          realms.setSelectedIndex(realms.getDefaultChoice());
        } else {
          throw new UnsupportedCallbackException(callback);
        }
      }
    }
  }
}
