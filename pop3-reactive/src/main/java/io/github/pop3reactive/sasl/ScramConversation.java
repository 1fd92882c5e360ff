// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.sasl;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.exception.ScramException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** One login with SCRAM. The key is derived on a thread that may block: it takes its time. */
final class ScramConversation implements SaslConversation {
  /** Without extensions, which the library does not sign. */
  private static final Pattern SERVER_FIRST =
      Pattern.compile("r=[!-+\\--~]+,s=[A-Za-z0-9+/=]+,i=([1-9][0-9]{0,8})");

  private static final byte[] NOTHING = {};

  private final ScramClient client;
  private final int maxIterations;
  private final byte[] first;
  private int challenges;
  private volatile boolean verified;
  private volatile @Nullable String error;

  ScramConversation(ScramClient client, int maxIterations) {
    this.client = client;
    this.maxIterations = maxIterations;
    this.first = client.clientFirstMessage().toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] initialResponse() {
    return first;
  }

  @Override
  public Mono<byte[]> respond(byte[] challenge) {
    String message = new String(challenge, StandardCharsets.UTF_8);
    return switch (++challenges) {
      case 1 -> Mono.fromCallable(() -> prove(message)).subscribeOn(Schedulers.boundedElastic());
      case 2 -> Mono.fromCallable(() -> verify(message));
      default -> Mono.error(new SaslException("SCRAM has two challenges"));
    };
  }

  private byte[] prove(String message) throws SaslException {
    if (tellsError(message)) {
      return NOTHING;
    }
    Matcher fields = SERVER_FIRST.matcher(message);
    if (!fields.matches()) {
      throw new SaslException("the server begins SCRAM in a form or with an extension not known");
    }
    int iterations = Integer.parseInt(fields.group(1));
    if (iterations < ScramOptions.MIN_ITERATIONS || iterations > maxIterations) {
      throw new SaslException("the server asks for " + iterations + " iterations");
    }
    try {
      client.serverFirstMessage(message);
      return client.clientFinalMessage().toString().getBytes(StandardCharsets.UTF_8);
    } catch (ScramException | RuntimeException e) {
      throw new SaslException("the server's nonce does not extend ours, or its salt is malformed");
    }
  }

  private byte[] verify(String message) throws SaslException {
    if (tellsError(message)) {
      return NOTHING;
    }
    try {
      client.serverFinalMessage(message);
      verified = true;
      return NOTHING;
    } catch (ScramException | RuntimeException e) {
      throw new SaslException("the server's signature is wrong");
    }
  }

  private boolean tellsError(String message) {
    boolean tells = message.startsWith("e=");
    if (tells) {
      error = message.substring(2);
    }
    return tells;
  }

  @Override
  public boolean isComplete() {
    return verified;
  }

  @Override
  public @Nullable String serverError() {
    return error;
  }
}
