// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.pop3reactive.cli.console.CliIo;
import io.github.pop3reactive.client.Pop3Client;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.test.server.ScriptedServer;
import io.github.pop3reactive.test.server.ServerConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.test.StepVerifier;

class OAuthRefreshTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Account ANN = new Account("ann", "host", 995);

  private record Answer(int status, String body) {}

  private final Queue<Answer> answers = new ArrayDeque<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final CliIo io =
      new CliIo(
          System.out,
          System.err,
          Map.of("REFRESH", "ref+resh&1", "CLIENT", "client=secret")::get,
          asked -> null,
          Optional::empty);
  private HttpServer endpoint;
  private Instant now = Instant.EPOCH;

  @BeforeEach
  void start() throws IOException {
    endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    endpoint.createContext("/token", this::answer);
    endpoint.start();
  }

  @AfterEach
  void stop() {
    endpoint.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(exchange.getRequestMethod() + " " + form);
    Answer answer = answers.remove();
    byte[] octets = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), octets.length == 0 ? -1 : octets.length);
    exchange.getResponseBody().write(octets);
    exchange.close();
  }

  private OAuthRefresh settings(PasswordSource clientSecret, String scope) {
    URI uri = URI.create("http://localhost:" + endpoint.getAddress().getPort() + "/token");
    PasswordSource refreshToken = new PasswordSource.Environment("REFRESH");
    return new OAuthRefresh(uri, "client id", clientSecret, refreshToken, scope);
  }

  private AccessTokens tokens() {
    return settings(null, null).tokens(ANN, io, () -> now);
  }

  private void willGive(String token, String more) {
    answers.add(
        new Answer(
            200, "{\"token_type\":\"Bearer\",\n\t\"access_token\":\"" + token + "\"" + more + "}"));
  }

  @Test
  void sendsWhatTheRfcAsksFor() {
    willGive("one", "");
    willGive("two", "");
    assertThat(tokens().token(false).block(SOON)).isEqualTo("one");
    settings(new PasswordSource.Environment("CLIENT"), "a b")
        .credentials(ANN, io)
        .secret()
        .block(SOON);
    assertThat(requests)
        .containsExactly(
            "POST grant_type=refresh_token&refresh_token=ref%2Bresh%261&client_id=client+id",
            "POST grant_type=refresh_token&refresh_token=ref%2Bresh%261&client_id=client+id"
                + "&client_secret=client%3Dsecret&scope=a+b");
  }

  @Test
  void usesATokenUntilShortlyBeforeItExpires() {
    willGive("one", ",\"expires_in\":3600");
    willGive("two", ",\"expires_in\":\"3600\"");
    AccessTokens tokens = tokens();
    assertThat(tokens.token(false).block(SOON)).isEqualTo("one");
    now = now.plusSeconds(3539);
    assertThat(tokens.token(false).block(SOON)).isEqualTo("one");
    now = now.plusSeconds(1);
    assertThat(tokens.token(false).block(SOON)).isEqualTo("two");
    assertThat(tokens.token(false).block(SOON)).isEqualTo("two");
    assertThat(requests).hasSize(2);
  }

  @Test
  void asksAgainWhenATokenWasRefusedOrDoesNotSayWhenItExpires() {
    willGive("one", ",\"expires_in\":3600");
    willGive("two", "");
    willGive("three", ",\"expires_in\":-5");
    AccessTokens tokens = tokens();
    assertThat(tokens.token(false).block(SOON)).isEqualTo("one");
    assertThat(tokens.token(true).block(SOON)).isEqualTo("two");
    assertThat(tokens.token(false).block(SOON)).isEqualTo("three");
  }

  @Test
  void goesOnWithTheRefreshTokenThatReplacesTheOther() {
    willGive("one", ",\"refresh_token\":\"next\"");
    willGive("two", "");
    AccessTokens tokens = tokens();
    tokens.token(false).block(SOON);
    tokens.token(false).block(SOON);
    assertThat(requests.get(1)).contains("&refresh_token=next&");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {'error':'invalid_grant','error_description':'ref+resh hunter2'}"
            + " | HTTP 400, invalid_grant",
        "400 | {'error':'hunter2 <x>'} | HTTP 400",
        "503 | <html>hunter2 | HTTP 503",
        "302 | hunter2 | HTTP 302",
        "200 | hunter2 | no bearer token in the answer",
        "200 | [ | no bearer token in the answer",
        "200 | {'access_token':'hunter2','token_type':'mac'} | no bearer token in the answer",
        "200 | {'access_token':'hunter2\\n'} | no bearer token in the answer",
        "200 | {'access_token':7} | no bearer token in the answer",
      })
  void saysWhatIsWrongAndNotWhatWasAnswered(int status, String body, String problem) {
    answers.add(new Answer(status, body.replace('\'', '"')));
    StepVerifier.create(tokens().token(false))
        .expectErrorSatisfies(
            e -> assertThat(e).hasMessage("token endpoint localhost: " + problem).hasNoCause())
        .verify(SOON);
  }

  @Test
  void doesNotReadAnAnswerWithoutEnd() {
    answers.add(new Answer(200, " ".repeat((1 << 20) + 1)));
    StepVerifier.create(tokens().token(false))
        .expectErrorMessage("token endpoint localhost: the answer is too long")
        .verify(SOON);
  }

  @Test
  void saysThatNobodyIsThere() {
    AccessTokens tokens = tokens();
    endpoint.stop(0);
    StepVerifier.create(tokens.token(false))
        .expectErrorMessage("token endpoint localhost cannot be asked")
        .verify(SOON);
  }

  @ParameterizedTest
  @CsvSource({
    "https://login.example.org/token, true",
    "HTTPS://login.example.org, true",
    "http://127.0.0.1:8080/t, true",
    "http://[::1]/t, true",
    "http://LocalHost/t, true",
    "http://login.example.org/token, false",
    "http://localhost.example.org/token, false",
    "https://user:pass@login.example.org/, false",
    "ftp://localhost/, false",
    "https:token, false",
    "token, false",
  })
  void sendsSecretsByHttpsOrToThisMachine(URI uri, boolean safe) {
    assertThat(OAuthRefresh.isSafe(uri)).isEqualTo(safe);
  }

  @Test
  void doesNotTellSecrets() {
    TokenAnswer answer =
        TokenAnswer.parse("{\"access_token\":\"hunter2\",\"refresh_token\":\"hunter3\"}");
    assertThat(answer.accessToken()).isEqualTo("hunter2");
    assertThat(answer.toString()).doesNotContain("hunter");
  }

  @Test
  void logsInAndRefreshesATokenThatIsRefusedOnce() {
    willGive("one", ",\"expires_in\":3600");
    willGive("two", ",\"expires_in\":3600");
    try (ScriptedServer server =
        ScriptedServer.start(
            c -> {
              c.send("+OK");
              c.expect("CAPA");
              c.sendRaw("+OK\r\nSASL XOAUTH2\r\n.\r\n");
              expectToken(c, "one");
              c.send("-ERR [AUTH] expired");
              expectToken(c, "two");
              c.send("+OK");
              c.expectEnd();
            })) {
      Pop3Client client =
          Pop3Client.create().host("localhost").port(server.port()).plaintext().plaintextLogin();
      MailboxSpec spec = new MailboxSpec(null, client, "ann", settings(null, null), false, false);
      Pop3Session session = spec.authenticated(io).connect().block(SOON);
      session.close().block(SOON);
      server.awaitScripts();
      server.assertNoFailures();
    }
  }

  private static void expectToken(ServerConnection connection, String token) throws IOException {
    String response = "user=ann\u0001auth=Bearer " + token + "\u0001\u0001";
    byte[] octets = response.getBytes(StandardCharsets.UTF_8);
    connection.expect("AUTH XOAUTH2 " + Base64.getEncoder().encodeToString(octets));
  }

  @Test
  void readsSecretsFromFilesAndChecksThatTheyAreThere() {
    PasswordSource missing = new PasswordSource.FirstLine(Path.of("none"));
    URI uri = URI.create("https://localhost/token");
    OAuthRefresh settings = new OAuthRefresh(uri, "id", null, missing, null);
    org.assertj.core.api.Assertions.assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> settings.credentials(ANN, io))
        .withMessageContaining("password file none");
  }
}
