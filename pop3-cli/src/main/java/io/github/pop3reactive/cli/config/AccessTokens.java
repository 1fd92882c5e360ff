// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.config;

import io.github.pop3reactive.sasl.TokenSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The access tokens of one account. One is used until shortly before it expires, or is refused; one
 * of which the server does not say when it expires, once. A refresh token that the endpoint
 * replaces is used from then on, for as long as this process runs.
 */
final class AccessTokens implements TokenSource {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final long MARGIN_SECONDS = 60;
  private static final int MAX_ANSWER_OCTETS = 1 << 20;

  /** Made when first needed. */
  private static final class Http {
    static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  }

  /** Not a record, so that it has no telling toString. */
  private static final class Cached {
    final String token;
    final Instant until;

    Cached(String token, Instant until) {
      this.token = token;
      this.until = until;
    }
  }

  private final OAuthRefresh settings;
  private final Mono<String> refreshToken;
  private final Mono<String> clientSecret;
  private final InstantSource clock;
  private volatile @Nullable Cached cached;
  private volatile @Nullable String replacement;

  AccessTokens(
      OAuthRefresh settings,
      Mono<String> refreshToken,
      Mono<String> clientSecret,
      InstantSource clock) {
    this.settings = settings;
    this.refreshToken = refreshToken;
    this.clientSecret = clientSecret;
    this.clock = clock;
  }

  @Override
  public Mono<String> token(boolean refused) {
    return Mono.defer(
        () -> {
          Cached last = cached;
          return !refused && last != null && clock.instant().isBefore(last.until)
              ? Mono.just(last.token)
              : refresh();
        });
  }

  private Mono<String> refresh() {
    String replaced = replacement;
    Mono<String> secret = replaced == null ? refreshToken : Mono.just(replaced);
    return Mono.zip(secret, clientSecret, this::form)
        .flatMap(this::ask)
        .timeout(TIMEOUT, Mono.error(() -> new IOException(name() + ": no answer in time")));
  }

  private String form(String refreshSecret, String clientSecretOrEmpty) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "refresh_token");
    fields.put("refresh_token", refreshSecret);
    fields.put("client_id", settings.clientId());
    if (!clientSecretOrEmpty.isEmpty()) {
      fields.put("client_secret", clientSecretOrEmpty);
    }
    if (settings.scope() != null) {
      fields.put("scope", settings.scope());
    }
    return fields.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Mono<String> ask(String form) {
    HttpRequest request =
        HttpRequest.newBuilder(settings.endpoint())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(form))
            .build();
    return Mono.fromFuture(() -> Http.CLIENT.sendAsync(request, BodyHandlers.ofInputStream()))
        .onErrorMap(IOException.class, e -> new IOException(name() + " cannot be asked", e))
        .publishOn(Schedulers.boundedElastic())
        .handle(
            (response, sink) -> {
              try {
                sink.next(keep(read(response), response.statusCode()));
              } catch (IOException e) {
                sink.error(e);
              }
            });
  }

  private TokenAnswer read(HttpResponse<InputStream> response) throws IOException {
    try (InputStream body = response.body()) {
      byte[] octets = body.readNBytes(MAX_ANSWER_OCTETS + 1);
      if (octets.length > MAX_ANSWER_OCTETS) {
        throw new IOException(name() + ": the answer is too long");
      }
      return TokenAnswer.parse(new String(octets, StandardCharsets.UTF_8));
    }
  }

  private String keep(TokenAnswer answer, int status) throws IOException {
    if (status != 200) {
      String why = answer.error() == null ? "" : ", " + answer.error();
      throw new IOException(name() + ": HTTP " + status + why);
    }
    String token = answer.accessToken();
    if (token == null) {
      throw new IOException(name() + ": no bearer token in the answer");
    }
    if (answer.refreshToken() != null) {
      replacement = answer.refreshToken();
    }
    long seconds = answer.expiresIn();
    cached = new Cached(token, clock.instant().plusSeconds(seconds - margin(seconds)));
    return token;
  }

  private static long margin(long seconds) {
    return Math.min(MARGIN_SECONDS, seconds / 2);
  }

  private String name() {
    return "token endpoint " + settings.endpoint().getHost();
  }
}
