// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.sasl.Credentials;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

/** RFC 6856. */
class Utf8Test {
  private static final SessionOptions IN_CLEAR =
      SessionOptions.DEFAULT.mutate(o -> o.plaintextLogin(true));

  private EmbeddedSession server;
  private final List<Throwable> failures = new ArrayList<>();

  private void start(SessionOptions options, String... capabilities) {
    server = new EmbeddedSession(options);
    server.says("+OK <1896.697170952@dbc.mtview.ca.us>\r\n");
    server.session().capa().subscribe();
    server.says("+OK\r\n" + String.join("\r\n", capabilities) + "\r\n.\r\n");
    server.sent();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void login(Credentials credentials) {
    server.session().login(credentials).subscribe(null, failures::add);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF8", "utf8 USER"})
  void turnsOnWhatIsAnnouncedBeforeTheLogin(String capability) {
    start(IN_CLEAR, "USER", capability);
    login(Credentials.of("ann", "secret"));
    assertThat(server.sent()).containsExactly("UTF8");
    assertThat(server.session().isUtf8()).isFalse();
    server.says("+OK\r\n");
    assertThat(server.session().isUtf8()).isTrue();
    assertThat(server.sent()).containsExactly("USER ann");
    server.says("-ERR\r\n");
    login(Credentials.of("ann", "secret"));
    assertThat(server.sent()).containsExactly("USER ann");
  }

  @Test
  void logsInWhereUtf8IsRefusedAndDoesNotAskAgain() {
    start(IN_CLEAR, "USER", "UTF8");
    login(Credentials.of("ann", "secret"));
    server.says("-ERR no\r\n");
    assertThat(server.sent()).containsExactly("UTF8", "USER ann");
    assertThat(server.session().isUtf8()).isFalse();
    server.says("-ERR\r\n");
    login(Credentials.of("ann", "secret"));
    assertThat(server.sent()).containsExactly("USER ann");
  }

  @Test
  void asksForNothingThatIsNotAnnouncedOrNotWanted() {
    start(IN_CLEAR, "USER", "X-UTF8");
    login(Credentials.of("ann", "secret"));
    assertThat(server.sent()).containsExactly("USER ann");
    server.close();
    start(IN_CLEAR.mutate(o -> o.utf8(false)), "USER", "UTF8");
    login(Credentials.of("ann", "secret"));
    assertThat(server.sent()).containsExactly("USER ann");
  }

  @Test
  void asksForNothingWhereTheLoginIsWithheld() {
    start(SessionOptions.DEFAULT, "USER", "UTF8");
    login(Credentials.of("ann", "secret"));
    assertThat(server.sent()).isEmpty();
    assertThat(failures).singleElement().isInstanceOf(Pop3TlsException.class);
  }

  @Test
  void sendsNoStlsBehindIt() {
    start(IN_CLEAR, "STLS", "UTF8");
    server.session().utf8().subscribe();
    server.says("+OK\r\n");
    server.sent();
    StepVerifier.create(server.session().stls()).verifyError(IllegalStateException.class);
    assertThat(server.sent()).isEmpty();
  }

  @Test
  void isIllegalBehindLogin() {
    start(IN_CLEAR, "USER");
    login(Credentials.of("ann", "secret"));
    server.says("+OK\r\n");
    server.says("+OK\r\n");
    server.sent();
    StepVerifier.create(server.session().utf8()).verifyError(IllegalStateException.class);
    assertThat(server.sent()).isEmpty();
  }

  /** U+00AA becomes a, U+00AD nothing (RFC 4013 section 3). */
  @Test
  void preparesUserAndPasswordWhereTheServerDoes() {
    start(IN_CLEAR, "USER", "UTF8 USER");
    login(Credentials.of("\u00aann", "gr\u00fc\u00ad\u00df"));
    server.says("+OK\r\n");
    server.says("+OK\r\n");
    assertThat(server.sent()).containsExactly("UTF8", "USER ann", "PASS gr\u00fc\u00df");
  }

  @Test
  void preparesNothingElsewhere() {
    start(IN_CLEAR.mutate(o -> o.utf8(false)), "USER", "UTF8");
    login(Credentials.of("\u00aann", "gr\u00fc\u00ad\u00df"));
    server.says("+OK\r\n");
    assertThat(server.sent()).containsExactly("USER \u00aann", "PASS gr\u00fc\u00ad\u00df");
  }

  @Test
  void preparesTheSecretOfApop() {
    start(IN_CLEAR.mutate(o -> o.utf8(false)), "UTF8 USER");
    server
        .session()
        .apop(Credentials.of("m\u00adrose", "t\u00e4nstaaf"))
        .subscribe(null, failures::add);
    server
        .session()
        .apop(Credentials.of("mrose", "t\u00e4n\u00adstaaf"))
        .subscribe(null, failures::add);
    server.says("-ERR\r\n");
    List<String> sent = server.sent();
    assertThat(sent).hasSize(2).allMatch(line -> line.startsWith("APOP mrose "));
    assertThat(sent.get(0)).isEqualTo(sent.get(1));
  }

  @Test
  void keepsBackWhatSaslPrepDoesNotPermit() {
    start(IN_CLEAR.mutate(o -> o.utf8(false)), "USER", "UTF8 USER");
    login(Credentials.of("ann", "pr\u0627ivate1"));
    assertThat(server.sent()).isEmpty();
    assertThat(failures)
        .singleElement()
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(e).hasMessageNotContaining("ivate"));
  }

  @Test
  void tellsThatAMessageNeedsUtf8() {
    start(IN_CLEAR, "USER");
    login(Credentials.of("ann", "secret"));
    server.says("+OK\r\n");
    server.says("+OK\r\n");
    for (String answer :
        List.of("-ERR [UTF8] retry in UTF-8 mode", "-ERR [utf8/x] no", "-ERR no")) {
      server.session().retr(1).subscribe(null, failures::add);
      server.says(answer + "\r\n");
    }
    assertThat(failures)
        .extracting(e -> ((Pop3ResponseException) e).isUtf8Required())
        .containsExactly(true, true, false);
  }

  @Test
  void listsAndChoosesLanguages() {
    start(IN_CLEAR, "LANG");
    StepVerifier.create(server.session().lang())
        .then(() -> assertThat(server.sent()).containsExactly("LANG"))
        .then(
            () ->
                server.says(
                    "+OK\r\nen English\r\nde-1996\r\nes-MX  Espa\u00c3\u00b1ol de M\u00c3\u00a9xico\r\n.\r\n"))
        .expectNext(new Language("en", "English"))
        .expectNext(new Language("de-1996", ""))
        .expectNext(new Language("es-MX", "Espa\u00f1ol de M\u00e9xico"))
        .verifyComplete();
    StepVerifier.create(server.session().lang("es"))
        .then(() -> assertThat(server.sent()).containsExactly("LANG es"))
        .then(() -> server.says("+OK es Idioma cambiado\r\n"))
        .expectNext("es Idioma cambiado")
        .verifyComplete();
    StepVerifier.create(server.session().lang("tlh"))
        .then(() -> server.says("-ERR unknown\r\n"))
        .verifyError(Pop3ResponseException.class);
  }
}
